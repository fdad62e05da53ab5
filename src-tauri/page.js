// The web view's own menu and keys belong to a browser, not to a front desk: its menu offers "back" and
// "reload", F5 would throw half-typed work away, and Ctrl+P would print the screen with every patient on it.
// The events still reach the pages, which give some of these keys a meaning of their own.
for (const kind of ["contextmenu", "keydown"]) {
  window.addEventListener(
    kind,
    (event) => {
      const command = event.ctrlKey || event.metaKey;
      const key = kind === "keydown" ? event.key.toLowerCase() : "";
      const ofTheBrowser = key === "f5" || key === "f7" || (command && (key === "r" || key === "p"));
      if (kind === "contextmenu" || ofTheBrowser) event.preventDefault();
    },
    { capture: true },
  );
}
