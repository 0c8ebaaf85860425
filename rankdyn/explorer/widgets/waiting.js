// A job at work: its words, its share done, the seconds, and Cancel. It asks Python again twice a second while it is shown.

export default {
  render({ model, el }) {
    el.classList.add("waiting");
    const words = document.createElement("span");
    words.setAttribute("role", "status");
    const bar = document.createElement("progress");
    const clock = document.createElement("span");
    const cancel = document.createElement("button");
    cancel.type = "button";
    cancel.textContent = "Cancel";
    cancel.addEventListener("click", () => {
      cancel.disabled = true;
      model.set("cancelled", true);
      model.save_changes();
    });
    el.append(bar, words, clock, cancel);
    const started = performance.now();
    const show = () => {
      words.textContent = model.get("words");
      const total = model.get("total");
      if (total > 0) {
        bar.max = total;
        bar.value = model.get("done");
      } else bar.removeAttribute("value");
      clock.textContent = `${((performance.now() - started) / 1000).toFixed(0)} s`;
    };
    for (const name of ["words", "done", "total"]) model.on(`change:${name}`, show);
    show();
    const timer = setInterval(() => {
      show();
      model.set("asked", model.get("asked") + 1);
      model.save_changes();
    }, 500);
    return () => clearInterval(timer);
  },
};
