import { useEffect, useRef } from "react";

/** How often the desk is told that somebody is here, in milliseconds, at most. */
export const TOLD_EVERY = 15_000;
/** A pointer that moves less than so many pixels lies on a desk that shakes. */
const JITTER = 6;
/** How often it is looked whether the time is over, in milliseconds. */
const LOOK_EVERY = 1000;

interface Options {
  /** Only while somebody is signed in. */
  enabled: boolean;
  /** After so many minutes without a touch. */
  minutes: number;
  /** The time is over. */
  onIdle: () => void;
  /** A person touched keyboard, pointer or screen. */
  onTouched: () => void;
}

/**
 * Notices that nobody has touched the window for some minutes. A key that lies pressed and a pointer that only shakes
 * are nobody; time during which the computer slept counts.
 */
export function useIdle({ enabled, minutes, onIdle, onTouched }: Options): void {
  const act = useRef({ onIdle, onTouched });
  useEffect(() => {
    act.current = { onIdle, onTouched };
  });
  useEffect(() => {
    if (!enabled) return undefined;
    let touched = Date.now();
    let told = 0;
    let at: { x: number; y: number } | null = null;
    let over = false;
    const look = () => {
      const passed = Date.now() - touched;
      // A clock that was set back would otherwise keep the desk open for as long.
      if (passed < 0) touched = Date.now();
      if (passed >= minutes * 60_000 && !over) {
        over = true;
        act.current.onIdle();
      }
    };
    const touch = () => {
      look();
      if (over) return;
      touched = Date.now();
      if (touched - told < TOLD_EVERY && touched >= told) return;
      told = touched;
      act.current.onTouched();
    };
    const onKey = (event: KeyboardEvent) => {
      if (!event.repeat) touch();
    };
    const onMove = ({ clientX: x, clientY: y }: PointerEvent) => {
      if (at && Math.hypot(x - at.x, y - at.y) < JITTER) return;
      // Where the pointer stands when it is first seen is not yet a movement.
      const moved = at !== null;
      at = { x, y };
      if (moved) touch();
    };
    const watched = { capture: true, passive: true } as const;
    const timer = setInterval(look, LOOK_EVERY);
    window.addEventListener("keydown", onKey, watched);
    window.addEventListener("pointermove", onMove, watched);
    for (const name of ["pointerdown", "touchstart", "wheel"] as const)
      window.addEventListener(name, touch, watched);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      window.removeEventListener("keydown", onKey, watched);
      window.removeEventListener("pointermove", onMove, watched);
      for (const name of ["pointerdown", "touchstart", "wheel"] as const)
        window.removeEventListener(name, touch, watched);
      document.removeEventListener("visibilitychange", look);
    };
  }, [enabled, minutes]);
}
