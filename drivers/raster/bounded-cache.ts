// A memo that cannot grow: two generations, of which the older is dropped when the younger is full. What is used again in
// time moves up; a hit in the younger costs one look-up and changes nothing.

export type Memo<Value> = (key: string, make: () => Value) => Value;

/** Remembers at least the `limit` most recently used values by key, and never more than twice as many. */
export function boundedMemo<Value>(limit: number): Memo<Value> {
  let younger = new Map<string, Value>();
  let older = new Map<string, Value>();
  return (key, make) => {
    const known = younger.get(key);
    if (known !== undefined) return known;
    const value = older.get(key) ?? make();
    if (younger.size >= limit) {
      older = younger;
      younger = new Map();
    }
    younger.set(key, value);
    return value;
  };
}
