// Texts to copy and files to save, made in the browser from what Python sent.

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

function save(item) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([item.text], { type: item.mimetype }));
  link.download = item.filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export default {
  render({ model, el }) {
    el.classList.add("take-home");
    const draw = () => {
      el.replaceChildren();
      for (const item of model.get("items")) {
        const row = document.createElement("details");
        row.dataset.testid = `export-${item.name}`;
        const title = document.createElement("summary");
        const name = document.createElement("span");
        name.textContent = item.name;
        title.append(name);
        for (const [words, act] of [["Copy", () => copy(item.text)], ["Save", () => save(item)]]) {
          const button = document.createElement("button");
          button.type = "button";
          button.textContent = words;
          button.setAttribute("aria-label", `${words} ${item.name}`);
          button.addEventListener("click", async (event) => {
            event.preventDefault();
            await act();
            button.textContent = words === "Copy" ? "Copied" : "Saved";
            setTimeout(() => (button.textContent = words), 1200);
          });
          title.append(button);
        }
        const text = document.createElement("pre");
        text.textContent = item.text.length > 20000 ? item.text.slice(0, 20000) + "\n… (cut here; Copy and Save give all of it)" : item.text;
        row.append(title, text);
        el.append(row);
      }
    };
    model.on("change:items", draw);
    draw();
    return () => model.off("change:items", draw);
  },
};
