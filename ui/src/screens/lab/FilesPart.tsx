import { useState } from "react";
import { DropZone, FileTrigger, isFileDropItem } from "react-aria-components";
import { Button, IconButton } from "../../components/Button";
import { Close, Plus } from "../../components/icons";
import { Notice } from "../../components/Notice";
import type { LabAttachment } from "../../platform/bindings";
import { useText } from "../../text/text";
import { base64Of, bytesOf, useSize } from "./file";
import { ATTACHMENT_BYTES } from "./form";
import type { PartProps } from "./Parts";

/** Files that go with the order. */
export function FilesPart({ form, change, problem }: PartProps) {
  const { t } = useText();
  const size = useSize();
  const [refused, setRefused] = useState<string[]>([]);
  const add = async (files: readonly File[]) => {
    let room = ATTACHMENT_BYTES - form.attachments.reduce((sum, { base64 }) => sum + bytesOf(base64), 0);
    const taken: LabAttachment[] = [];
    const left: string[] = [];
    for (const file of files) {
      if (file.size > room) {
        left.push(t("lab-file-too-long", { name: file.name, limit: size(ATTACHMENT_BYTES) }));
        continue;
      }
      room -= file.size;
      // One after the other, so that the last never takes the room of one before it.
      // oxlint-disable-next-line no-await-in-loop
      const base64 = await base64Of(file).catch(() => null);
      if (base64 === null) left.push(t("lab-file-unreadable", { name: file.name }));
      else taken.push({ name: file.name, media_type: file.type || "application/octet-stream", base64 });
    }
    setRefused(left);
    if (taken.length > 0) change({ attachments: [...form.attachments, ...taken] });
  };
  return (
    <DropZone
      className="lab-drop"
      aria-label={t("lab-part-attachments")}
      onDrop={(event) => {
        const files = event.items.filter(isFileDropItem).map((item) => item.getFile());
        void Promise.all(files).then(add);
      }}
    >
      {form.attachments.length > 0 ? (
        <ul className="lab-files">
          {form.attachments.map((file, at) => (
            // Two files may have one name, and nothing within a row is typed.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={`${file.name} ${at}`}>
              <span className="cut">{file.name}</span>
              <span className="faint">{size(bytesOf(file.base64))}</span>
              <IconButton
                label={t("lab-remove-attachments", { name: file.name })}
                onPress={() => change({ attachments: form.attachments.filter((_, each) => each !== at) })}
              >
                <Close />
              </IconButton>
              {(problem(`attachments.${at}.base64`) ?? problem(`attachments.${at}.name`)) ? (
                <span className="field__problem" role="alert">
                  {problem(`attachments.${at}.base64`) ?? problem(`attachments.${at}.name`)}
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="line">
        <FileTrigger allowsMultiple onSelect={(files) => void add([...(files ?? [])])}>
          <Button small look="quiet" icon={<Plus />}>
            {t("lab-add-attachments")}
          </Button>
        </FileTrigger>
        <span className="faint small">{t("lab-files-limit", { limit: size(ATTACHMENT_BYTES) })}</span>
      </div>
      {refused.length > 0 ? (
        <Notice tone="warn" live>
          {refused.map((words) => (
            <p key={words}>{words}</p>
          ))}
        </Notice>
      ) : null}
    </DropZone>
  );
}
