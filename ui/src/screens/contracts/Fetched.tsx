import { GridListItem } from "react-aria-components";
import { PanelList } from "../../components/PanelList";
import type { ContractBrief } from "../../platform/bindings";
import { useConnectionsThat } from "../../state/desk";
import { useText } from "../../text/text";
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
  const several = useConnectionsThat("contracts").length > 1;
  const kept = contracts.filter((each): each is ContractBrief & { id: string } => each.id !== null);
  return (
    <PanelList
      label={text.t("contracts-tab-fetched")}
      className="contracts__list"
      rows={kept}
      selected={selected}
      onSelect={({ id }) => onRead(id)}
    >
      {(brief) => (
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
      )}
    </PanelList>
  );
}
