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
