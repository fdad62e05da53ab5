import { type ReactNode, createContext, useContext, useMemo, useState } from "react";

interface Help {
  open: boolean;
  show(): void;
  hide(): void;
}

const HelpContext = createContext<Help | null>(null);

/** Whether the sheet of all keys is open. */
export function HelpProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const help = useMemo(() => ({ open, show: () => setOpen(true), hide: () => setOpen(false) }), [open]);
  return <HelpContext value={help}>{children}</HelpContext>;
}

/** The sheet of all keys. */
export function useHelp(): Help {
  const help = useContext(HelpContext);
  if (!help) throw new Error("no HelpProvider");
  return help;
}
