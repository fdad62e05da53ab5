import { Field } from "../../components/Fields";
import { Tag } from "../../components/Tag";
import type { AccountForm } from "../../platform/bindings";
import { useText } from "../../text/text";
import { operationWords } from "./operations";

const SOURCES = { document: "green", public: "plain", guess: "amber" } as const;

interface Props {
  form: AccountForm;
  paths: Record<string, string>;
  onChange: (paths: Record<string, string>) => void;
  /** The operation whose other way was refused. */
  refused: string | null;
}

/** The way to every operation, where it is known from, and a field for another one. */
export function Ways({ form, paths, onChange, refused }: Props) {
  const { t } = useText();
  const shared = sharedStart(form.ways.map(({ path }) => path));
  return (
    <section className="ways" aria-label={t("account-ways")}>
      <h4>{t("account-ways")}</h4>
      <p className="soft small">{t("account-ways-help")}</p>
      {shared ? (
        <p className="faint small">
          {t("account-ways-shared")} <code className="ways__path">{shared}</code>
        </p>
      ) : null}
      <table className="grid ways__table">
        <caption className="unseen">{t("account-ways")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("account-ways-operation")}</th>
            <th scope="col">{t("account-ways-source")}</th>
            <th scope="col">{t("account-ways-other")}</th>
          </tr>
        </thead>
        <tbody>
          {form.ways.map(({ operation, method, path, source }) => {
            const words = operationWords(t, operation);
            return (
              <tr key={operation}>
                <th scope="row">
                  {words}
                  <code className="ways__path" title={path}>
                    {method} {shared && path.startsWith(shared) ? `…${path.slice(shared.length)}` : path}
                  </code>
                </th>
                <td>
                  <Tag tone={SOURCES[source as keyof typeof SOURCES] ?? "plain"}>
                    {t(`account-source-${source}`)}
                  </Tag>
                </td>
                <td>
                  <Field
                    label={t("account-ways-other-of", { operation: words })}
                    hideLabel
                    value={paths[operation] ?? ""}
                    onChange={(way) => onChange({ ...paths, [operation]: way })}
                    problem={refused === operation ? t("field-no-way", { method }) : null}
                    placeholder={method === "PATCH" ? "PUT" : ""}
                    data-testid={`connection-path-${operation}`}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** The longest beginning that more than half of the ways have, so that it needs to be read only once. */
function sharedStart(paths: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const parts = path.split("/");
    for (let length = 3; length < parts.length; length += 1) {
      const start = parts.slice(0, length).join("/");
      counts.set(start, (counts.get(start) ?? 0) + 1);
    }
  }
  const common = [...counts].filter(([, count]) => count > 1 && count > paths.length / 2);
  return common.map(([start]) => start).toSorted((one, other) => other.length - one.length)[0] ?? null;
}
