// What a browser with scripts has besides: copying; and, where there is a form, what forms.js has. Every page works without.

const words = document.documentElement.lang === "de" ? ["Kopieren", "Kopiert"] : ["Copy", "Copied"];

function copyButtons() {
  if (!navigator.clipboard) return;
  for (const block of document.querySelectorAll("pre.copy")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain copybutton";
    button.textContent = words[0];
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.textContent ?? "");
      button.textContent = words[1];
      setTimeout(() => (button.textContent = words[0]), 2000);
    });
    block.before(button);
  }
}

copyButtons();
if (document.querySelector("form")) await import("./forms.js");
