import { fireEvent, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TOLD_EVERY, useIdle } from "./idle";

const MINUTE = 60_000;

function idle(minutes = 5) {
  const onIdle = vi.fn<() => void>();
  const onTouched = vi.fn<() => void>();
  const view = renderHook(({ enabled }) => useIdle({ enabled, minutes, onIdle, onTouched }), {
    initialProps: { enabled: true },
  });
  return { ...view, onIdle, onTouched };
}

const move = (clientX: number, clientY: number) =>
  fireEvent(window, new MouseEvent("pointermove", { clientX, clientY }));

describe("a window that nobody touches", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is idle after its minutes, once", () => {
    const { onIdle } = idle();
    vi.advanceTimersByTime(5 * MINUTE - 1);
    expect(onIdle).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2000);
    expect(onIdle).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(5 * MINUTE);
    expect(onIdle).toHaveBeenCalledTimes(1);
  });

  it.each(["keydown", "pointerdown", "touchstart", "wheel"])("is touched by %s", (name) => {
    const { onIdle, onTouched } = idle();
    vi.advanceTimersByTime(4 * MINUTE);
    fireEvent(window, new Event(name));
    expect(onTouched).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(4 * MINUTE);
    expect(onIdle).not.toHaveBeenCalled();
  });

  it("is not touched by a key that lies pressed, nor by a pointer that only shakes", () => {
    const { onIdle, onTouched } = idle();
    move(100, 100);
    for (let second = 0; second < 5 * 60 + 1; second += 1) {
      fireEvent.keyDown(window, { key: "a", repeat: true });
      move(100 + (second % 3), 101);
      vi.advanceTimersByTime(1000);
    }
    expect(onTouched).not.toHaveBeenCalled();
    expect(onIdle).toHaveBeenCalledTimes(1);
  });

  it("is touched by a pointer that goes somewhere", () => {
    const { onTouched } = idle();
    move(100, 100);
    move(140, 100);
    expect(onTouched).toHaveBeenCalledTimes(1);
  });

  it("tells the desk no oftener than every quarter of a minute", () => {
    const { onTouched } = idle();
    fireEvent.keyDown(window, { key: "a" });
    vi.advanceTimersByTime(TOLD_EVERY - 1000);
    fireEvent.keyDown(window, { key: "b" });
    expect(onTouched).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1000);
    fireEvent.keyDown(window, { key: "c" });
    expect(onTouched).toHaveBeenCalledTimes(2);
  });

  it("counts the time during which the computer slept, also when a touch comes first", () => {
    const { onIdle, onTouched } = idle();
    vi.setSystemTime(Date.now() + 60 * MINUTE);
    fireEvent.keyDown(window, { key: "a" });
    expect(onIdle).toHaveBeenCalledTimes(1);
    expect(onTouched).not.toHaveBeenCalled();
  });

  it("is not kept open by a clock that was set back", () => {
    const { onIdle } = idle();
    vi.setSystemTime(Date.now() - 600 * MINUTE);
    vi.advanceTimersByTime(5 * MINUTE + 2000);
    expect(onIdle).toHaveBeenCalledTimes(1);
  });

  it("is nobody's concern while nobody is signed in", () => {
    const { onIdle, onTouched, rerender } = idle();
    rerender({ enabled: false });
    fireEvent.keyDown(window, { key: "a" });
    vi.advanceTimersByTime(50 * MINUTE);
    expect(onIdle).not.toHaveBeenCalled();
    expect(onTouched).not.toHaveBeenCalled();
  });
});
