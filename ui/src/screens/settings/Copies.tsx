import type { KeyState } from "../../platform/bindings";
import { useText } from "../../text/text";
import { sizeWords } from "../problem/size";
import { SafetyPart } from "./SafetyPart";

/** The copies of the desk's data on this computer. */
export function Copies({ keys }: { keys: KeyState }) {
  const text = useText();
  const { t, format } = text;
  const copies = keys.backups.toSorted((one, other) => other.made_at.localeCompare(one.made_at));
  return (
    <SafetyPart title={t("copies-part")}>
      <p className="soft">{t("copies-about")}</p>
      {copies.length === 0 ? (
        <p>{t("copies-none")}</p>
      ) : (
        <ul className="safety__copies">
          {copies.map(({ name, made_at, bytes }) => (
            <li key={name}>
              <time dateTime={made_at}>{format.dateTime(made_at)}</time>
              <span className="faint">{sizeWords(text, bytes)}</span>
            </li>
          ))}
        </ul>
      )}
    </SafetyPart>
  );
}
