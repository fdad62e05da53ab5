import { type ReactNode, useState } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { ChevronDown } from "../../components/icons";
import { useText } from "../../text/text";

/** What most clinics leave as it is; open from the start where something in it is wrong. */
export function Advanced({ wrong, children }: { wrong: boolean; children: ReactNode }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const shown = open || wrong;
  return (
    <Disclosure className="folded account__advanced" isExpanded={shown} onExpandedChange={setOpen}>
      <Heading level={3}>
        <Button slot="trigger" className="folded__trigger" data-testid="connection-advanced">
          <ChevronDown />
          <span>{t("account-advanced")}</span>
        </Button>
      </Heading>
      <DisclosurePanel>
        {/* Long tables are made only for whoever looks at them. */}
        {shown ? <div className="account__more">{children}</div> : null}
      </DisclosurePanel>
    </Disclosure>
  );
}
