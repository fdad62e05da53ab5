import type { ReactNode } from "react";
import { Dialog as Base, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useKey } from "../keys/keys";
import "./dialog.css";

/** A question in front of everything else; Esc and a click outside leave things as they are. */
export function Dialog({
  title,
  open,
  onClose,
  wide,
  stays,
  actions,
  children,
}: {
  title: string;
  open: boolean;
  onClose: () => void;
  /** `page`: wide enough for a page of paper. */
  wide?: boolean | "page";
  /** Only its own buttons close it: what it shows is shown once. */
  stays?: boolean;
  actions: ReactNode;
  children: ReactNode;
}) {
  // Where the focus fell out of it, as from a button that was switched off, Esc still means what stands in front.
  useKey("back", () => (stays ? undefined : onClose()), open);
  return (
    <ModalOverlay
      className="dialog__veil"
      isOpen={open}
      onOpenChange={(now) => !now && onClose()}
      isDismissable={!stays}
      isKeyboardDismissDisabled={stays ?? false}
    >
      <Modal className={`dialog ${wide === "page" ? "dialog--page" : wide ? "dialog--wide" : ""}`}>
        <Base className="dialog__body">
          <Heading slot="title" level={2} className="dialog__title">
            {title}
          </Heading>
          {children}
          {actions ? <div className="dialog__actions">{actions}</div> : null}
        </Base>
      </Modal>
    </ModalOverlay>
  );
}
