(function () {
  // When the session has ended, the server closes the connection and answers nothing more: ask why, and go to
  // the sign-in page. Without a network nothing is known yet: ask again.
  function ask() {
    fetch("/_stcore/health", { cache: "no-store" }).then(
      function (answer) {
        if (answer.status === 401) {
          location.assign("/login?why=ended&back=" + encodeURIComponent(location.pathname + location.search));
        }
      },
      function () {
        setTimeout(ask, 3000);
      }
    );
  }
  var Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(address, protocols) {
      super(address, protocols);
      this.addEventListener("close", ask);
    }
  };
})();
