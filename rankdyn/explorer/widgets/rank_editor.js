// Bars to drag, steppers, and a text field: three faces of one text, which Python reads.
// What is no sequence of ranks stays in the text field as it is, for Python to say what is wrong with it.

const SVG = "http://www.w3.org/2000/svg";
const UNIT = 22, BAR = 46, GAP = 12, LEAST_ROWS = 5, LABEL = 40, TOP = 10;

function element(name, attributes = {}, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

function button(words, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

function ranksOf(text, longest, largest) {
  const items = text.split(",").map((item) => item.trim());
  if (items.length > longest || !items.every((item) => /^[0-9]{1,3}$/.test(item) && Number(item) <= largest)) return null;
  return items.map(Number);
}

export default {
  render({ model, el }) {
    el.classList.add("rank-editor");
    const field = document.createElement("input");
    field.type = "text";
    field.maxLength = 1000;
    field.spellcheck = false;
    field.setAttribute("aria-label", "Rank sequence");
    field.dataset.testid = "ranks";
    const label = document.createElement("label");
    label.append("ranks r₀, r₁, … ", field);
    const shorter = button("− order", "Remove the last order", () => edit((ranks) => ranks.slice(0, -1)));
    const longer = button("+ order", "Add an order", () => edit((ranks) => [...ranks, ranks[ranks.length - 1]]));
    const line = document.createElement("div");
    line.className = "line";
    line.append(label, shorter, longer);
    const canvas = document.createElement("div");
    canvas.className = "canvas";
    const hints = document.createElement("div");
    hints.className = "suggestions";
    hints.setAttribute("role", "group");
    hints.setAttribute("aria-label", "Suggestions");
    el.append(line, canvas, hints);

    let timer = 0;
    const say = (text, soon = 0) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        model.set("text", text);
        model.save_changes();
      }, soon);
    };
    const current = () => ranksOf(field.value, model.get("longest"), model.get("largest"));
    const edit = (change) => {
      const ranks = current();
      if (!ranks) return;
      const after = change(ranks).slice(0, model.get("longest"));
      if (!after.length) return;
      field.value = after.map((r) => Math.max(0, Math.min(model.get("largest"), r))).join(",");
      draw();
      say(field.value);
    };
    const raise = (order, by) => edit((ranks) => ranks.map((r, k) => (k === order ? r + by : r)));

    function draw(focus = -1) {
      const ranks = current();
      canvas.classList.toggle("unreadable", !ranks);
      if (!ranks) return; // the bars show the last sequence that could be read
      const rows = Math.max(LEAST_ROWS, Math.max(...ranks) + 1);
      const unit = Math.max(4, Math.min(UNIT, 220 / rows));
      const height = rows * unit, width = ranks.length * (BAR + GAP) + GAP + 24;
      const svg = element("svg", { width, height: TOP + height + LABEL, viewBox: `0 ${-TOP} ${width} ${TOP + height + LABEL}`, role: "group" });
      const step = Math.ceil(12 / unit);
      for (let rank = 0; rank <= rows; rank += step) {
        const y = height - rank * unit;
        svg.append(element("line", { x1: 22, x2: width, y1: y, y2: y, class: "grid" }));
        svg.append(element("text", { x: 18, y: y + 4, class: "tick" }, String(rank)));
      }
      ranks.forEach((rank, order) => {
        const x = 24 + GAP + order * (BAR + GAP), y = height - rank * unit;
        const bar = element("g", {
          tabindex: 0, role: "slider", "aria-label": `rank of order ${order}`, "aria-valuenow": rank,
          "aria-valuemin": 0, "aria-valuemax": model.get("largest"), class: "bar", "data-order": order,
        });
        bar.append(element("rect", { x, y: 0, width: BAR, height, class: "catch" }));
        bar.append(element("rect", { x, y, width: BAR, height: height - y, class: "body" }));
        bar.append(element("rect", { x, y: y - 3, width: BAR, height: 6, rx: 3, class: "handle" }));
        bar.append(element("text", { x: x + BAR / 2, y: Math.max(12, y - 7), class: "value" }, String(rank)));
        bar.addEventListener("keydown", (event) => {
          const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
          if (!by) return;
          event.preventDefault();
          raise(order, by);
          canvas.querySelector(`[data-order="${order}"]`)?.focus();
        });
        bar.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          const box = svg.getBoundingClientRect(), scale = (TOP + height + LABEL) / box.height;
          const move = (moved) => {
            const wanted = Math.round((TOP + height - (moved.clientY - box.top) * scale) / unit);
            const next = Math.max(0, Math.min(rows, model.get("largest"), wanted));
            const ranks = current();
            if (ranks && ranks[order] !== next) edit((old) => old.map((r, k) => (k === order ? next : r)));
          };
          const stop = () => {
            window.removeEventListener("pointermove", move);
            window.removeEventListener("pointerup", stop);
            window.removeEventListener("pointercancel", stop);
            draw();
          };
          window.addEventListener("pointermove", move);
          window.addEventListener("pointerup", stop);
          window.addEventListener("pointercancel", stop);
          move(event);
        });
        svg.append(bar);
        svg.append(element("text", { x: x + BAR / 2, y: height + 14, class: "order" }, `r${[...String(order)].map((d) => "₀₁₂₃₄₅₆₇₈₉"[d]).join("")}`));
        for (const [words, by, shift] of [["−", -1, -12], ["+", 1, 12]]) {
          const stepper = element("g", { class: "stepper", role: "button", tabindex: -1, "aria-label": `${by < 0 ? "lower" : "raise"} the rank of order ${order}` });
          stepper.append(element("circle", { cx: x + BAR / 2 + shift, cy: height + 28, r: 9 }));
          stepper.append(element("text", { x: x + BAR / 2 + shift, y: height + 32 }, words));
          stepper.addEventListener("click", () => raise(order, by));
          svg.append(stepper);
        }
      });
      canvas.replaceChildren(svg);
    }

    function offer() {
      const all = model.get("suggestions");
      hints.replaceChildren();
      if (!all.length) return;
      hints.append("Nearest sequences that exist: ");
      for (const text of all) {
        const chip = button(text, `Take ${text}`, () => {
          field.value = text;
          draw();
          say(text);
        });
        chip.className = "chip";
        hints.append(chip);
      }
    }

    field.value = model.get("text");
    field.addEventListener("input", () => { draw(); say(field.value, 80); });
    const take = () => {
      if (field.value !== model.get("text") && document.activeElement !== field) {
        field.value = model.get("text");
        draw();
      }
    };
    model.on("change:suggestions", offer);
    model.on("change:text", take);
    draw();
    offer();
    return () => {
      clearTimeout(timer);
      model.off("change:suggestions", offer);
      model.off("change:text", take);
    };
  },
};
