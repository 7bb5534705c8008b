// Give the terminal the keyboard as soon as the explorer draws, so that nobody has to click first.
new MutationObserver((_, observer) => {
  const input = document.querySelector(".xterm-helper-textarea");
  if (input && document.body.classList.contains("-first-byte")) {
    observer.disconnect();
    input.focus();
  }
}).observe(document.documentElement, { attributes: true, childList: true, subtree: true });
