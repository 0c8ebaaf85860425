// D, D′, D″, … moving with t: a slider, play and pause; for each order the entries and the singular values as bars.
// All frames are here already. Between two of them the picture is interpolated while it plays; at rest it stands on one.

const ZERO = 1e-9, DECADES = 9, SECONDS = 10;

function made(name, className = "", text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

function nameOf(order, kind) {
  const raised = [...String(order)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]).join("");
  if (kind === "difference") return order ? `Δ${order > 1 ? raised : ""}D` : "D";
  return order < 4 ? "D" + "′".repeat(order) : `D⁽${raised}⁾`;
}

function written(x) {
  if (x === null) return "·";
  const size = Math.abs(x);
  if (size === 0) return "0";
  if (size >= 1e4 || size < 1e-3) return x.toExponential(1).replace("e+", "e").replace("-", "−").replace("e-", "e−");
  return String(Number(x.toPrecision(3))).replace("-", "−");
}

function between(before, after, share) {
  return before.map((x, i) => (share && x !== null && after[i] !== null ? x + share * (after[i] - x) : x));
}

function largest(rows) {
  let most = 0;
  for (const row of rows) for (const x of row) if (x !== null && Math.abs(x) > most) most = Math.abs(x);
  return most;
}

// blue above zero, orange below, stronger the larger: a cube root keeps small entries visible
function shade(x, most) {
  if (x === null || !most) return [0, 0, 0, 0];
  const strength = Math.cbrt(Math.min(1, Math.abs(x) / most));
  return x > 0 ? [0, 114, 178, strength] : [213, 94, 0, strength];
}

function entriesAsNumbers(shape) {
  const table = made("div", "matrix");
  table.style.gridTemplateColumns = `repeat(${shape[1]}, auto)`;
  const cells = Array.from({ length: shape[0] * shape[1] }, () => made("span"));
  table.append(...cells);
  const show = (entries, most) => entries.forEach((x, i) => {
    const tiny = x !== null && Math.abs(x) < 1e-12 * most;
    cells[i].textContent = written(tiny ? 0 : x);
    const [r, g, b, strength] = shade(x, most);
    cells[i].style.background = `rgb(${r} ${g} ${b} / ${(0.3 * strength).toFixed(3)})`;
  });
  return [table, show];
}

function entriesAsColours(shape, label) {
  const canvas = made("canvas", "heat");
  [canvas.height, canvas.width] = shape;
  canvas.style.aspectRatio = `${shape[1]} / ${shape[0]}`;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  const pen = canvas.getContext("2d"), picture = pen.createImageData(shape[1], shape[0]);
  const show = (entries, most) => {
    entries.forEach((x, i) => {
      const [r, g, b, strength] = shade(x, most);
      picture.data.set([r, g, b, 255 * strength], 4 * i);
    });
    pen.putImageData(picture, 0, 0);
  };
  return [canvas, show];
}

function singularBars(count, label) {
  const chart = made("div", "bars");
  chart.setAttribute("role", "img");
  const bars = Array.from({ length: count }, () => {
    const slot = made("div", "slot"), bar = made("div", "bar");
    slot.append(bar);
    chart.append(slot);
    return [slot, bar];
  });
  const show = (values, most) => bars.forEach(([slot, bar], i) => {
    const zero = values[i] !== null && values[i] <= ZERO * most;
    const height = values[i] === null || zero ? 0 : Math.max(0.02, 1 + Math.log10(values[i] / most) / DECADES);
    slot.classList.toggle("zero", zero);
    bar.style.transform = `scaleY(${Math.min(1, height)})`;
  });
  const say = (values) => chart.setAttribute("aria-label", `${label}: ${values.map(written).join(", ")}`);
  return [chart, show, say];
}

function panel(found, order, model) {
  const shape = model.get("frames").shape, name = nameOf(order, model.get("frames").kind);
  const box = made("section", "panel"), title = made("div", "title");
  const rank = made("span", "rank", `generic rank ${found.rank} (${found.evidence})`);
  title.append(made("strong", "", `${name}(${model.get("frames").variable})`), rank);
  const small = Math.max(...shape) <= model.get("frames").written;
  const [matrix, showEntries] = small ? entriesAsNumbers(shape) : entriesAsColours(shape, `entries of ${name} as colours`);
  const [chart, showBars, say] = singularBars(Math.min(...shape), `singular values of ${name}`);
  const scroller = made("div", "scroller");
  scroller.append(matrix);
  box.append(title, scroller, chart);
  const top = largest(found.singular), most = largest(found.values);
  const show = (frame, share) => {
    const next = Math.min(frame + 1, found.values.length - 1);
    const entries = between(found.values[frame], found.values[next], share);
    showEntries(entries, most);
    const values = between(found.singular[frame], found.singular[next], share);
    showBars(values, top);
    if (!share) say(values);
  };
  return [box, show];
}

function render({ model, el }) {
  el.classList.add("motion");
  let wanted = 0, stop = () => {};
  const build = () => {
    stop();
    cancelAnimationFrame(wanted);
    const { times = [], orders = [], variable } = model.get("frames"), last = times.length - 1;
    if (!orders.length) return el.replaceChildren();
    const line = made("div", "line"), play = made("button", "play"), slider = made("input"), now = made("output");
    play.type = "button";
    Object.assign(slider, { type: "range", min: 0, max: last, step: 1 });
    slider.value = Math.round(0.75 * last);
    slider.setAttribute("aria-label", `the time ${variable}`);
    line.append(play, slider, now);
    const panels = made("div", "panels");
    const shows = orders.map((found, order) => {
      const [box, show] = panel(found, order, model);
      panels.append(box);
      return show;
    });
    const words = "Numerical: floating point. Bars: singular values on a logarithmic scale of nine decades; hollow ones are "
      + "below 10⁻⁹ of the largest, zero as far as floating point can tell. The ranks are what is proved, where they say exact.";
    const real = orders.some((found) => found.complex) ? " Entries are complex; their real parts are shown." : "";
    el.replaceChildren(line, panels, made("p", "words", words + real));

    let playing = false, place = Number(slider.value), before = 0;
    const show = () => {
      const frame = Math.min(last, Math.floor(place)), share = playing ? place - frame : 0;
      const time = times[frame] + share * ((times[frame + 1] ?? times[frame]) - times[frame]);
      now.textContent = `${variable} = ${time.toFixed(3).replace("-", "−")}`;
      slider.setAttribute("aria-valuetext", now.textContent);
      for (const one of shows) one(frame, share);
    };
    const set = (state) => {
      playing = state;
      play.textContent = playing ? "❚❚ Pause" : "▶ Play";
      play.setAttribute("aria-label", playing ? "Pause" : "Play");
      cancelAnimationFrame(wanted);
      if (playing) {
        if (place >= last) place = 0;
        before = performance.now();
        wanted = requestAnimationFrame(step);
      } else {
        place = Math.round(place);
        slider.value = place;
        show();
      }
    };
    const step = (moment) => {
      if (!el.isConnected) return;
      place += ((moment - before) / 1000) * (last / SECONDS);
      before = moment;
      if (place >= last) {
        place = last;
        return set(false);
      }
      slider.value = Math.round(place);
      show();
      wanted = requestAnimationFrame(step);
    };
    play.addEventListener("click", () => set(!playing));
    slider.addEventListener("input", () => {
      place = Number(slider.value);
      set(false);
    });
    stop = () => { playing = false; };
    set(false); // never starts by itself
  };
  model.on("change:frames", build);
  build();
  return () => {
    stop();
    cancelAnimationFrame(wanted);
    model.off("change:frames", build);
  };
}

export default { render };
