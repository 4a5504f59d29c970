// A memo that cannot grow: what was used longest ago makes room.

export type Memo<Value> = (key: string, make: () => Value) => Value;

/** Remembers the `limit` most recently used values by key. */
export function boundedMemo<Value>(limit: number): Memo<Value> {
  const values = new Map<string, Value>();
  return (key, make) => {
    const known = values.get(key);
    const value = known ?? make();
    if (known !== undefined) values.delete(key);
    else if (values.size >= limit) values.delete(values.keys().next().value ?? key);
    values.set(key, value);
    return value;
  };
}
