/**
 * Makes an element. Text is only ever put in as text, never as markup: much of it was written by a model.
 * `properties` are the element's own; names with a dash become attributes.
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") node.setAttribute(name, value)
    else node[name] = value
  }
  node.append(...children)
  return node
}

/** Makes an SVG element with attributes. */
export function drawn(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children)
  return node
}

/** Changes a text only where it is another one, so that nothing is announced or laid out again for nothing. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text
}

/** Shows or hides; what is hidden is hidden from everybody. */
export function show(node, isShown) {
  if (node.hidden === isShown) node.hidden = !isShown
}

const childrenOf = new WeakMap()

/**
 * Makes `parent`'s children those of `items`, in their order. A child stays the same element as long as its item's key
 * does, so that the keyboard's focus and an open detail stay where they are.
 *
 * `make(item)` gives a view, which has a `node` and `update(item)`; the views are given back in their order.
 */
export function keyed(parent, items, key, make) {
  const old = childrenOf.get(parent) ?? new Map()
  const next = new Map()
  for (const item of items) {
    const child = old.get(key(item)) ?? make(item)
    child.update(item)
    next.set(key(item), child)
  }
  for (const [name, child] of old) if (next.get(name) !== child) child.node.remove()
  let place = parent.firstElementChild
  for (const { node } of next.values()) {
    if (node === place) place = place.nextElementSibling
    else parent.insertBefore(node, place)
  }
  childrenOf.set(parent, next)
  return [...next.values()]
}
