import { Fragment, useEffect, useRef, useState } from "react";
import { Button as Base } from "react-aria-components";
import { Button } from "../../components/Button";
import { Notice, Skeleton } from "../../components/Notice";
import { Tag } from "../../components/Tag";
import { ChevronDown } from "../../components/icons";
import type { AuditLine, AuditQuery } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";
import { Details } from "./Details";
import { Outcome } from "./Outcome";
import { actWords, whoWords } from "./words";

/** The lines of a query from one line on, newest first; the older ones follow when asked for. */
export function Page({ query, first }: { query: AuditQuery; first: boolean }) {
  const text = useText();
  const { t, error } = text;
  const { data, error: problem, again } = useRead("access_log", query);
  const [older, setOlder] = useState(false);
  // What was read the last time this screen stood is not the newest any more.
  const kept = useRef(data !== undefined);
  useEffect(() => {
    if (first && kept.current) again();
    // Once, when it comes to stand.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const last = data?.lines.at(-1)?.seq;
  if (problem)
    return (
      <tbody>
        <tr>
          <td colSpan={5}>
            <Notice tone="bad" live actions={<Button onPress={again}>{t("retry")}</Button>}>
              {error(problem)}
            </Notice>
          </td>
        </tr>
      </tbody>
    );
  if (!data)
    return (
      <tbody>
        <tr>
          <td colSpan={5}>
            <Skeleton rows={first ? 8 : 2} label={t("loading")} />
          </td>
        </tr>
      </tbody>
    );
  return (
    <>
      <tbody>
        {data.lines.map((line) => (
          <Line key={line.seq} line={line} />
        ))}
        {first && data.lines.length === 0 ? (
          <tr>
            <td colSpan={5} className="log__none">
              {t("audit-nothing")}
            </td>
          </tr>
        ) : null}
        {data.more && !older ? (
          <tr>
            <td colSpan={5} className="log__more">
              <Button onPress={() => setOlder(true)} data-testid="log-older">
                {t("audit-older")}
              </Button>
            </td>
          </tr>
        ) : null}
      </tbody>
      {older && last !== undefined ? <Page query={{ ...query, before: last }} first={false} /> : null}
    </>
  );
}

function Line({ line }: { line: AuditLine }) {
  const text = useText();
  const { t, format } = text;
  const { open } = usePlace();
  const [shown, setShown] = useState(false);
  const { person, patient_name } = line;
  const name = patient_name ? format.person(patient_name) : null;
  return (
    <Fragment>
      <tr className={shown ? "log__line log__line--open" : "log__line"} data-line={line.seq}>
        <td>
          <Base
            className="log__toggle"
            aria-expanded={shown}
            onPress={() => setShown(!shown)}
            data-log-line={line.seq}
          >
            <ChevronDown />
            <time dateTime={line.at}>{format.dateTime(line.at)}</time>
            <span className="unseen">{t("audit-details")}</span>
          </Base>
        </td>
        <td>
          {whoWords(text, line)}
          {line.emergency ? (
            <>
              {" "}
              <Tag tone="red">{t("audit-column-emergency")}</Tag>
            </>
          ) : null}
        </td>
        <td>{actWords(text, line.act)}</td>
        <td>
          {name && person ? (
            <Base className="log__name" onPress={() => open({ kind: "patient", patient: person })}>
              {name}
            </Base>
          ) : (
            (name ?? <span className="faint">{line.erased && person ? t("audit-name-erased") : ""}</span>)
          )}
        </td>
        <td>{line.outcome ? <Outcome outcome={line.outcome} /> : null}</td>
      </tr>
      {shown ? (
        <tr className="log__more-of">
          <td colSpan={5}>
            <Details line={line} />
          </td>
        </tr>
      ) : null}
    </Fragment>
  );
}
