import type { ReactNode } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { ChevronDown } from "../../components/icons";
import { Tag } from "../../components/Tag";
import { useText } from "../../text/text";

/** A part of an account that stands open until a person has confirmed it. */
export function Folded({
  title,
  about,
  confirmed,
  children,
}: {
  title: string;
  about: string;
  confirmed: boolean;
  children: ReactNode;
}) {
  const { t } = useText();
  return (
    <Disclosure className="card__part folded" defaultExpanded={!confirmed}>
      <Heading level={3}>
        <Button slot="trigger" className="folded__trigger">
          <ChevronDown />
          <span>{title}</span>
          {confirmed ? (
            <Tag tone="green">{t("settings-confirmed")}</Tag>
          ) : (
            <Tag tone="amber">{t("settings-proposed")}</Tag>
          )}
        </Button>
      </Heading>
      <DisclosurePanel>
        <div className="folded__body">
          <p className="soft">{about}</p>
          {children}
        </div>
      </DisclosurePanel>
    </Disclosure>
  );
}
