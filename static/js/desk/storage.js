// Choices that this browser remembers.

/** Remember a choice, or forget it. */
export function remember(name, isChosen) {
  try {
    if (isChosen) localStorage.setItem(name, "1");
    else localStorage.removeItem(name);
  } catch {
    // the browser keeps nothing
  }
}

export function recall(name) {
  try {
    return localStorage.getItem(name) !== null;
  } catch {
    return false;
  }
}
