// Put into a page before anything else: notes when it last changed or drew, and when it was last asked for something.
(() => {
  const watch = { seen: 0, asked: 0 }
  window.benchWatch = watch
  const see = () => { watch.seen = performance.now() }
  new MutationObserver(see).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
  const drawing = [
    [CanvasRenderingContext2D, ["fill", "stroke", "fillRect", "fillText", "clearRect", "drawImage"]],
    [WebGL2RenderingContext, ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]],
  ]
  for (const [{ prototype }, names] of drawing) {
    for (const name of names) {
      const draw = prototype[name]
      prototype[name] = function (...rest) {
        see()
        return draw.apply(this, rest)
      }
    }
  }
  for (const kind of ["pointerdown", "keydown"]) {
    addEventListener(kind, () => { watch.asked = performance.now() }, true)
  }
})()
