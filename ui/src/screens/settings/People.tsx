import { useState } from "react";
import { Button } from "../../components/Button";
import { Notice, Skeleton } from "../../components/Notice";
import { Tag } from "../../components/Tag";
import { Plus } from "../../components/icons";
import type { User } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useSitting } from "../../state/session";
import { useText } from "../../text/text";
import { EmergencyCard } from "./EmergencyCard";
import { PersonForm } from "./PersonForm";
import { PersonPassword } from "./PersonPassword";
import "./people.css";

type Doing = { what: "add" } | { what: "edit"; user: User } | { what: "password"; user: User };

/** Everybody who works at the desk: a manager adds them, changes what they may, and gives them a new password. */
export function People() {
  const { t, error } = useText();
  const { data: users, error: unread } = useRead("users", {});
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  return (
    <div className="connections">
      <section className="card" aria-label={t("settings-people")}>
        <div className="card__head">
          <div className="card__names">
            <h2>{t("settings-people")}</h2>
            <p className="soft">{t("people-about")}</p>
          </div>
          <Button icon={<Plus />} onPress={() => setDoing({ what: "add" })} data-testid="person-add">
            {t("person-add")}
          </Button>
        </div>
        {unread ? <Notice tone="bad">{error(unread)}</Notice> : null}
        {!users && !unread ? <Skeleton rows={3} label={t("loading")} /> : null}
        {users ? (
          <table className="grid users">
            <thead>
              <tr>
                <th scope="col">{t("person-name")}</th>
                <th scope="col">{t("person-role")}</th>
                <th scope="col">{t("person-last")}</th>
                <th scope="col">
                  <span className="unseen">{t("person-acts")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {users.map((user) => (
                <Row key={user.id} user={user} onDo={setDoing} />
              ))}
            </tbody>
          </table>
        ) : null}
      </section>
      <EmergencyCard />
      {doing?.what === "add" ? <PersonForm onClose={close} /> : null}
      {doing?.what === "edit" ? <PersonForm user={doing.user} onClose={close} /> : null}
      {doing?.what === "password" ? <PersonPassword user={doing.user} onClose={close} /> : null}
    </div>
  );
}

function Row({ user, onDo }: { user: User; onDo: (doing: Doing) => void }) {
  const { t, format } = useText();
  const { session } = useSitting();
  const now = useNow();
  const { name, role, active, has_pin, last_signed_in_at } = user;
  const own = session.user?.id === user.id;
  return (
    <tr className={active ? "" : "grid__unused"} data-testid="person-row">
      <th scope="row">
        <span className="grid__name">
          {name}
          {own ? <Tag>{t("person-you")}</Tag> : null}
          {active ? null : <Tag tone="amber">{t("person-inactive")}</Tag>}
        </span>
      </th>
      <td>{t(`role-${role}`)}</td>
      <td>
        {last_signed_in_at ? format.instant(last_signed_in_at, now) : t("person-never")}
        {has_pin ? <span className="faint"> · {t("person-has-pin")}</span> : null}
      </td>
      <td>
        <div className="users__acts">
          <Button
            small
            onPress={() => onDo({ what: "edit", user })}
            aria-label={t("person-edit-of", { name })}
            data-testid="person-edit"
          >
            {t("person-edit")}
          </Button>
          <Button
            small
            onPress={() => onDo({ what: "password", user })}
            aria-label={t("person-password-of", { name })}
            data-testid="person-password"
          >
            {t("person-password")}
          </Button>
        </div>
      </td>
    </tr>
  );
}
