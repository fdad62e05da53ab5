import { Button } from "react-aria-components";
import type { AccountForm, Vendor } from "../../platform/bindings";
import { useText } from "../../text/text";
import { VENDOR_NAMES } from "../../text/vendors";

/** Whose account it is: what each vendor is for, and where. */
export function VendorCards({
  forms,
  onChoose,
}: {
  forms: readonly AccountForm[];
  onChoose: (vendor: Vendor) => void;
}) {
  const { t } = useText();
  return (
    <div className="vendors" role="group" aria-label={t("account-vendor")}>
      {forms.map(({ vendor }, index) => (
        <Button
          key={vendor}
          className="vendors__one"
          autoFocus={index === 0}
          onPress={() => onChoose(vendor)}
          data-testid={`connection-vendor-${vendor}`}
        >
          <span className="vendors__name">{VENDOR_NAMES[vendor]}</span>
          <span className="vendors__where">{t(`vendor-where-${vendor}`)}</span>
          <span className="vendors__what">{t(`vendor-what-${vendor}`)}</span>
        </Button>
      ))}
    </div>
  );
}
