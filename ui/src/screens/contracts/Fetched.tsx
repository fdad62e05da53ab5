import { useRef } from "react";
import { GridList, GridListItem } from "react-aria-components";
import { useKey } from "../../keys/keys";
import type { ContractBrief } from "../../platform/bindings";
import { useConnectionsThat } from "../../state/desk";
import { useText } from "../../text/text";
import { passEscape } from "../lab/passEscape";
import { Brief } from "./Brief";
import { titleOf } from "./words";

interface Props {
  contracts: readonly ContractBrief[];
  selected: string | null;
  onRead: (contract: string) => void;
}

/** The requests that were fetched before: they can be read without a line. Arrows or J and K move. */
export function Fetched({ contracts, selected, onRead }: Props) {
  const text = useText();
  const list = useRef<HTMLDivElement>(null);
  const several = useConnectionsThat("contracts").length > 1;
  const kept = contracts.filter((each): each is ContractBrief & { id: string } => each.id !== null);
  const step = (by: number) => {
    const here = kept.findIndex(({ id }) => id === selected);
    const next = here < 0 ? kept[0] : kept[Math.min(Math.max(here + by, 0), kept.length - 1)];
    if (!next) return false;
    onRead(next.id);
    list.current?.querySelector<HTMLElement>(`[data-key="${next.id}"]`)?.focus();
    return true;
  };
  useKey("down", () => step(1));
  useKey("up", () => step(-1));
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDownCapture={passEscape}>
      <GridList
        ref={list}
        className="contracts__list"
        aria-label={text.t("contracts-tab-fetched")}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={selected ? [selected] : []}
        onSelectionChange={(keys) => {
          const [id] = keys === "all" ? [] : [...keys];
          if (id !== undefined) onRead(String(id));
        }}
      >
        {kept.map((brief) => (
          <GridListItem
            key={brief.id}
            id={brief.id}
            textValue={titleOf(text, brief)}
            className="contracts__one"
            data-testid="contract"
            data-vendor-id={brief.vendor_id}
          >
            <Brief brief={brief} several={several} />
          </GridListItem>
        ))}
      </GridList>
    </div>
  );
}
