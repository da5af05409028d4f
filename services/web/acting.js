(function () {
  // The pages that say who acts open in this tab and lead back here: a page left behind in another tab would go on
  // under the old name.
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest('a[href="/actor"], a[href="/account"], a[href="/login"]');
    if (!link) return;
    var asked = new URLSearchParams({ back: location.pathname + location.search });
    var language = new URLSearchParams(location.search).get("lang");
    if (language) asked.set("lang", language);
    event.preventDefault();
    location.assign(link.getAttribute("href") + "?" + asked);
  }, true);

  // Where somebody else was chosen in another tab, this one starts anew before anything is done in it.
  function chosen() {
    return (document.cookie.match(/(?:^|; )board_chosen=([^;]*)/) || ["", ""])[1];
  }
  var before = chosen();
  function look() {
    if (!document.hidden && chosen() !== before) location.reload();
  }
  document.addEventListener("visibilitychange", look);
  window.addEventListener("focus", look);
})();
