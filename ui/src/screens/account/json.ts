/** Where a text stops being JSON: the line, from 1; `null`: it is JSON. Browsers do not agree on saying it. */
export function wrongLine(text: string): number | null {
  const at = firstFault(text);
  return at === null ? null : text.slice(0, at).split("\n").length;
}

const BLANK = /[ \t\r\n]*/y;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
const TEXT = /"(?:[^"\\\n]|\\.)*"/y;

function firstFault(text: string): number | null {
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found !== null;
  };
  const words = (): boolean => {
    const from = at;
    if (!take(TEXT)) return false;
    try {
      JSON.parse(text.slice(from, at));
      return true;
    } catch {
      at = from;
      return false;
    }
  };
  const is = (sign: string): boolean => {
    if (text[at] !== sign) return false;
    at += 1;
    return true;
  };
  const list = (end: string, one: () => boolean): boolean => {
    take(BLANK);
    if (is(end)) return true;
    for (;;) {
      if (!one()) return false;
      take(BLANK);
      if (is(end)) return true;
      if (!is(",")) return false;
    }
  };
  const value = (): boolean => {
    take(BLANK);
    if (is("{")) {
      return list("}", () => {
        take(BLANK);
        if (!words()) return false;
        take(BLANK);
        return is(":") && value();
      });
    }
    if (is("[")) return list("]", value);
    return words() || take(SCALAR);
  };
  if (!value()) return at;
  take(BLANK);
  return at < text.length ? at : null;
}
