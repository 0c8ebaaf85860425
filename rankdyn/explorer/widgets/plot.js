// A plot and its files, all of which came with it: saving asks nothing of the server.

function save(file) {
  const bytes = Uint8Array.from(atob(file.content), (letter) => letter.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: file.mimetype }));
  link.download = file.filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export default {
  render({ model, el }) {
    el.classList.add("plot");
    const draw = () => {
      const files = model.get("files"), words = model.get("words");
      el.replaceChildren();
      const vector = files.find((file) => file.mimetype === "image/svg+xml");
      if (model.get("shown") && vector) {
        const image = document.createElement("img");
        image.src = `data:${vector.mimetype};base64,${vector.content}`;
        image.alt = words;
        el.append(image);
      }
      const line = document.createElement("div");
      line.className = "saves";
      line.append("Save as ");
      for (const file of files) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = file.format;
        button.setAttribute("aria-label", `Save as ${file.format}: ${words}`);
        button.addEventListener("click", () => save(file));
        line.append(button);
      }
      el.append(line);
    };
    for (const name of ["files", "words", "shown"]) model.on(`change:${name}`, draw);
    draw();
    return () => {
      for (const name of ["files", "words", "shown"]) model.off(`change:${name}`, draw);
    };
  },
};
