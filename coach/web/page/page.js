// Prepares the page for textual.js, which draws the terminal and speaks with the server.
"use strict";

const terminal = document.getElementById("terminal");
const again = document.getElementById("again");

// The token is used up; it need not stand in the address any longer.
history.replaceState(null, "", "/");
terminal.dataset.sessionWebsocketUrl = `ws://${location.host}/ws`;
again.addEventListener("click", () => location.reload());

// textual.js tells the server of the focus even where nobody listens yet or any more; such words are dropped.
window.WebSocket = class extends WebSocket {
  send(data) {
    if (this.readyState === WebSocket.OPEN) super.send(data);
  }
};

// textual.js marks the body: first when the program draws, later when the connection has ended.
new MutationObserver(() => {
  if (document.body.classList.contains("-closed")) again.focus();
  else if (document.body.classList.contains("-first-byte")) terminal.querySelector("textarea").focus();
}).observe(document.body, { attributeFilter: ["class"] });

// The terminal measures its font once, so the font must be there before textual.js is.
async function begin() {
  const faces = ["16px", "bold 16px", "italic 16px"].map((face) => document.fonts.load(`${face} "Roboto Mono"`));
  await Promise.allSettled(faces);
  const script = document.createElement("script");
  script.src = "static/js/textual.js";
  script.addEventListener("load", () => window.onload());
  document.head.append(script);
}

window.addEventListener("load", begin);
