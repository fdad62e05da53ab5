import type { ReactNode } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { ChevronDown } from "../../components/icons";
import "./folded.css";

/** A part that stands closed until somebody wants to see it. */
export function Folded({
  title,
  level = 2,
  children,
}: {
  title: string;
  /** Of its heading. */
  level?: 2 | 3 | 4 | 5 | 6;
  children: ReactNode;
}) {
  return (
    <Disclosure className="lab-folded">
      <Heading level={level}>
        <Button slot="trigger" className="lab-folded__trigger">
          <ChevronDown />
          <span>{title}</span>
        </Button>
      </Heading>
      <DisclosurePanel>
        <div className="lab-folded__body">{children}</div>
      </DisclosurePanel>
    </Disclosure>
  );
}
