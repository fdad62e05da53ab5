import { type ReactNode, useState } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { ChevronDown } from "../../components/icons";
import "./folded.css";

/** A part that stands closed until somebody wants to see it, or something in it wants a person. */
export function Folded({
  title,
  level = 2,
  wanting = false,
  children,
}: {
  title: string;
  /** Of its heading. */
  level?: 2 | 3 | 4 | 5 | 6;
  wanting?: boolean;
  children: ReactNode;
}) {
  const [wished, setWished] = useState(false);
  const open = wished || wanting;
  return (
    <Disclosure className="lab-folded" isExpanded={open} onExpandedChange={setWished}>
      <Heading level={level}>
        <Button slot="trigger" className="lab-folded__trigger">
          <ChevronDown />
          <span>{title}</span>
        </Button>
      </Heading>
      <DisclosurePanel>{open ? <div className="lab-folded__body">{children}</div> : null}</DisclosurePanel>
    </Disclosure>
  );
}
