// Offices in China run browsers from Chromium 90 on. From 94 the board works once these four functions are
// filled in; before that Streamlit's code does not even parse, and the page would stay white. So this script is
// written for the oldest of them, Internet Explorer in a dual-core browser included.
(function () {
  if (!window.boardCanRun) {
    document.getElementById("root").innerHTML =
      '<div role="alert" style="margin:15vh auto;max-width:34em;padding:0 1em;font:18px/1.8 sans-serif">' +
      "<h1 style=\"font-size:24px\">浏览器版本过低，无法打开看板</h1>" +
      "<p>请使用内核为 Chromium 94 及以上的浏览器（如新版 Edge、360 安全浏览器、奇安信可信浏览器）。" +
      "双核浏览器请切换到极速模式。</p>" +
      '<p lang="en">This browser is too old for the board. It needs Chromium 94 or newer.</p></div>';
    return;
  }
  if (!Object.hasOwn) {
    Object.hasOwn = function (object, key) {
      return Object.prototype.hasOwnProperty.call(object, key);
    };
  }
  if (!window.structuredClone) {
    window.structuredClone = function (value) {
      return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
    };
  }
  if (!Array.prototype.toSorted) {
    Object.defineProperty(Array.prototype, "toSorted", {
      configurable: true,
      writable: true,
      value: function (compare) {
        return Array.prototype.slice.call(this).sort(compare);
      },
    });
  }
  if (!Promise.withResolvers) {
    Promise.withResolvers = function () {
      var parts = {};
      parts.promise = new this(function (resolve, reject) {
        parts.resolve = resolve;
        parts.reject = reject;
      });
      return parts;
    };
  }
})();
