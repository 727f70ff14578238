// Buttons that copy a text box. Without this script they stay hidden, and the box is selected by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const box = document.getElementById(button.dataset.copy);
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    box.select();
    let copied = false;
    try {
      await navigator.clipboard.writeText(box.value);
      copied = true;
    } catch {
      copied = document.execCommand("copy");
    }
    if (copied) {
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = words; }, 2000);
    }
  });
}
