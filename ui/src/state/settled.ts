import { useEffect, useState } from "react";

/** Becomes true once the component has stood for so long: a selection that is only passed over asks nobody. */
export function useSettled(milliseconds: number): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return settled;
}
