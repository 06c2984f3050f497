// What is made of an object of the model is made once: such an object never changes, a changed one is another.

/** `make`, which remembers what it made for as long as the object is there. */
export function onceFor<K extends object, V extends object | string>(make: (one: K) => V): (one: K) => V {
  const made = new WeakMap<K, V>();
  return (one) => {
    const known = made.get(one);
    if (known !== undefined) return known;
    const value = make(one);
    made.set(one, value);
    return value;
  };
}
