// Streamlit 1.67 speaks English outside of what the board tells it: menus, tool tips, the uploader. This is
// the one table of those words. Texts of the board itself (markdown, tables) are left alone.
(function () {
  var WORDS = {
    "Skip to main content": "跳到正文",
    "Navigate to home page": "回到首页",
    "App pages": "页面导航",
    "Sidebar": "侧边栏",
    "Collapse sidebar": "收起侧边栏",
    "Expand sidebar": "展开侧边栏",
    "Main menu": "菜单",
    "Theme": "外观",
    "System": "跟随系统",
    "Light": "浅色",
    "Dark": "深色",
    "Print": "打印",
    "Record screen": "录制屏幕",
    "Copy version to clipboard": "复制版本号",
    "Stop": "停止",
    "Running...": "正在更新…",
    "Connecting": "正在连接",
    "Connection error": "连接中断",
    "Help": "说明",
    "Dismiss": "关闭",
    "Close": "关闭",
    "Open": "打开",
    "Upload": "选择文件",
    "Add files": "添加文件",
    "file upload": "上传文件",
    "Drag and drop a file here": "将文件拖到此处",
    "Drag and drop files here": "将文件拖到此处",
    "Choose an option": "请选择",
    "Choose options": "请选择",
    "Choose date": "选择日期",
    "Clear date": "清除日期",
    "Empty": "未填",
    "view more": "展开",
    "view less": "收起",
    "No results": "没有匹配项",
    "Select all": "全选",
    "Clear all": "全部清除",
    "Clear value": "清除",
    "Clear entry": "清除",
    "Selected values": "已选项",
    "(required)": "（必填）",
    "Press Enter to apply": "按回车键应用",
    "Press Ctrl+Enter to apply": "按 Ctrl+回车键应用",
    "Press ⌘+Enter to apply": "按 ⌘+回车键应用",
    "Show/hide columns": "显示或隐藏列",
    "Search": "搜索",
    "Close Search": "关闭搜索",
    "Next Result": "下一个",
    "Previous Result": "上一个",
    "Fullscreen": "全屏",
    "Close fullscreen": "退出全屏",
    "Add row": "添加一行",
    "Delete row(s)": "删除所选行",
    "Clear selection": "取消选择",
    "Sort ascending": "升序",
    "Sort descending": "降序",
    "Autosize": "自动列宽",
    "Pin column": "固定列",
    "Unpin column": "取消固定",
    "Hide column": "隐藏列",
    "Format": "格式",
    "Statistics": "统计",
    "Copy column name": "复制列名",
    "Copy to clipboard": "复制",
    "Copied": "已复制",
    "Show data": "显示数据",
    "Show chart": "显示图形",
    "Loading...": "正在载入…",
    "No data": "无数据",
    "Pagination": "分页",
    "Previous page": "上一页",
    "Next page": "下一页",
    "Invalid input.": "输入无效。",
    "Map": "地图",
    "Zoom In": "放大",
    "Zoom Out": "缩小",
    "Failed to generate file for download": "文件未能生成，原因见下方",
    "Increment": "增加",
    "Decrement": "减少"
  };
  var PATTERNS = [
    [/^([\d.]+ ?[KMG]B) per file(.*)$/, "每个文件不超过 $1$2"],
    [/^File must be ([\d.]+ ?[KMG]B) or smaller\.$/, "文件不得超过 $1。"],
    [/^(\S+) files are not allowed\.$/, "不支持 $1 文件。"],
    [/^(\d+) options? available\.$/, "共 $1 个选项。"],
    [/^Page (\d+)$/, "第 $1 页"],
    [/^This app has encountered an error\.[^]*$/, "页面出错，详情已记入日志。请将出错时间告知管理员。"],
    [/^Remove (.+)$/, "移除 $1"],
    [/^Add: (.+)$/, "使用“$1”"],
    [/^Made with Streamlit (.+)$/, "软件框架 Streamlit $1"],
    [/^Help for (.+)$/, "$1：说明"],
    [/^Selected Date: .+$/, "已选择日期"],
    [/^year, (.+)$/, "$1：年"],
    [/^month, (.+)$/, "$1：月"],
    [/^day, (.+)$/, "$1：日"],
    [/^[a-z_]+ icon$/, "图标"]
  ];
  // The parts of an empty date field; anywhere else these may be words of the board.
  var DATE_PARTS = { yyyy: "年", mm: "月", dd: "日" };
  var ATTRIBUTES = ["aria-label", "aria-valuetext", "title", "placeholder", "alt"];
  var OWN = ".stMarkdown, .stText, .stTable, .stCode, .stHtml, style, script";

  var BACK = {};
  Object.keys(WORDS).forEach(function (word) {
    BACK[WORDS[word]] = word;
  });

  // The rule of services/language.py: what the address asks for, else the browser. Streamlit empties the
  // address for a moment when another page is opened, so what was last asked for stays.
  var asked = "";
  function isChinese() {
    asked = new URLSearchParams(location.search).get("lang") || asked;
    return (asked || navigator.language || "zh").toLowerCase().indexOf("zh") === 0;
  }

  function translated(text, chinese) {
    var word = text.trim();
    var known = chinese ? WORDS : BACK;
    // "Search: the table's own title"
    var head = word.split(": ")[0];
    if (Object.prototype.hasOwnProperty.call(known, head)) return text.replace(head, known[head]);
    for (var i = 0; chinese && i < PATTERNS.length; i++) {
      if (PATTERNS[i][0].test(word)) return text.replace(word, word.replace(PATTERNS[i][0], PATTERNS[i][1]));
    }
    return text;
  }

  function visitText(node, chinese) {
    var parent = node.parentElement;
    if (!parent || parent.closest(OWN)) return;
    var part = chinese && parent.hasAttribute("data-placeholder") && DATE_PARTS[node.data];
    var text = part || translated(node.data, chinese);
    if (text !== node.data) node.data = text;
  }

  function visitElement(element, chinese) {
    ATTRIBUTES.forEach(function (name) {
      var value = element.getAttribute(name);
      var text = value && translated(value, chinese);
      if (text && text !== value) element.setAttribute(name, text);
    });
  }

  function visit(root, chinese) {
    if (root.nodeType === Node.TEXT_NODE) return visitText(root, chinese);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    visitElement(root, chinese);
    var walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (walker.nextNode()) {
      var node = walker.currentNode;
      if (node.nodeType === Node.TEXT_NODE) visitText(node, chinese);
      else visitElement(node, chinese);
    }
  }

  var before = isChinese();
  new MutationObserver(function (changes) {
    var chinese = isChinese();
    if (chinese !== before) {
      before = chinese;
      document.documentElement.lang = chinese ? "zh-CN" : "en";
      return visit(document.body, chinese);
    }
    changes.forEach(function (change) {
      if (change.type === "childList") change.addedNodes.forEach(function (node) { visit(node, chinese); });
      else if (change.type === "characterData") visitText(change.target, chinese);
      else visitElement(change.target, chinese);
    });
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES
  });
  document.documentElement.lang = before ? "zh-CN" : "en";
})();
