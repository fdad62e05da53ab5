import { type ReactNode, createContext, useContext, useEffect, useState } from "react";

const ClockContext = createContext<() => Date>(() => new Date());

/** Gives the pages a clock of their own (tests). */
export function ClockProvider({ clock, children }: { clock: () => Date; children: ReactNode }) {
  return <ClockContext value={clock}>{children}</ClockContext>;
}

/** The time now, renewed every ten seconds: the line of now and the waiting times follow it. */
export function useNow(): Date {
  const clock = useContext(ClockContext);
  const [now, setNow] = useState(clock);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), 10_000);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}

/** Whole seconds until an instant, counted down while the component stands; 0 once it has come. */
export function useSecondsUntil(instant: string | null): number {
  const clock = useContext(ClockContext);
  const [, count] = useState(0);
  useEffect(() => {
    if (instant === null) return undefined;
    const timer = setInterval(() => count((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, [instant]);
  if (instant === null) return 0;
  return Math.max(0, Math.ceil((Date.parse(instant) - clock().getTime()) / 1000));
}
