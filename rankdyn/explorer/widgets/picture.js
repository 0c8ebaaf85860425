// A drawing as an image, on it a button for each spot; beside it a text field, words, and ways to other spots.
// All of them are faces of one text, `chosen`, which Python reads; what no spot has as its name is for Python to judge.

const plain = (name) => name.replace(/[\s,]/g, ""); // 2,3,1 and 231 are one name

function make(name, className = "", text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

export default {
  render({ model, el }) {
    el.classList.add("picture");
    const canvas = make("div", "canvas");
    const image = make("img");
    const spots = make("div", "spots");
    spots.setAttribute("role", "group");
    canvas.append(image, spots);
    const beside = make("div", "beside");
    const label = make("label", "", `${model.get("field")} `);
    const field = make("input");
    field.type = "text";
    field.maxLength = 200;
    field.spellcheck = false;
    field.setAttribute("aria-label", model.get("field"));
    field.dataset.testid = "chosen";
    label.append(field);
    const words = make("p", "words");
    words.setAttribute("role", "status");
    const ways = make("div", "ways");
    ways.setAttribute("role", "group");
    ways.setAttribute("aria-label", "Along each edge");
    beside.append(label, words, ways);
    el.append(canvas, beside);

    let timer = 0, place = "";
    const say = (name, soon = 0) => {
      clearTimeout(timer);
      ring(name);
      timer = setTimeout(() => {
        model.set("chosen", name);
        model.save_changes();
      }, soon);
    };
    const take = (name) => {
      field.value = name;
      say(name);
    };
    const ring = (name) => {
      for (const spot of spots.children) spot.setAttribute("aria-pressed", String(plain(spot.name) === plain(name)));
    };

    function draw() {
      URL.revokeObjectURL(place);
      place = URL.createObjectURL(new Blob([model.get("svg")], { type: "image/svg+xml" }));
      image.hidden = !model.get("svg");
      if (!image.hidden) image.src = place; // as an image: nothing in it can run, its names are its own
      image.alt = model.get("alt");
      spots.setAttribute("aria-label", model.get("alt"));
    }

    function put() {
      spots.replaceChildren();
      for (const { name, label, x, y } of model.get("spots")) {
        const spot = make("button", "spot");
        spot.type = "button";
        spot.name = name;
        spot.title = label;
        spot.setAttribute("aria-label", label);
        spot.style.left = `${100 * x}%`;
        spot.style.top = `${100 * y}%`;
        spot.addEventListener("click", () => take(name));
        spots.append(spot);
      }
      ring(field.value);
    }

    function tell() {
      words.textContent = model.get("words");
    }

    function lead() {
      ways.replaceChildren();
      for (const way of model.get("ways")) {
        const row = make("div", "way");
        const chip = make("button", "chip", way.name);
        chip.type = "button";
        chip.setAttribute("aria-label", `Take ${way.name}`);
        chip.addEventListener("click", () => take(way.name));
        row.append(chip, make("span", "", way.words));
        ways.append(row);
      }
    }

    const follow = () => {
      if (document.activeElement === field) return;
      field.value = model.get("chosen");
      ring(field.value);
    };

    field.value = model.get("chosen");
    field.addEventListener("input", () => say(field.value, 250));
    const heard = { svg: draw, alt: draw, spots: put, words: tell, ways: lead, chosen: follow };
    for (const [name, act] of Object.entries(heard)) model.on(`change:${name}`, act);
    for (const act of [draw, put, tell, lead]) act();
    return () => {
      clearTimeout(timer);
      URL.revokeObjectURL(place);
      for (const [name, act] of Object.entries(heard)) model.off(`change:${name}`, act);
    };
  },
};
