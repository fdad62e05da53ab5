import type { ReactNode } from "react";

// Drawn for this product on a 20-pixel grid. Pictures only; a word always stands beside them.
function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 20 20"
      width="18"
      height="18"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export const Today = () => (
  <Icon>
    <path d="M4 5.5h12M4 10h12M4 14.5h7" />
  </Icon>
);
export const People = () => (
  <Icon>
    <circle cx="10" cy="6.8" r="3" />
    <path d="M4 16.5c.8-4.2 11.200-4.200 12 0" />
  </Icon>
);
export const Clock = () => (
  <Icon>
    <circle cx="10" cy="10" r="6.800" />
    <path d="M10 6.200V10l2.600 1.800" />
  </Icon>
);
export const Gear = () => (
  <Icon>
    <circle cx="10" cy="10" r="2.600" />
    <path d="M10 3.200v2M10 14.800v2M3.200 10h2M14.800 10h2M5.200 5.200l1.400 1.400M13.400 13.400l1.400 1.400M5.200 14.800l1.400-1.400M13.400 6.600l1.400-1.400" />
  </Icon>
);
export const Search = () => (
  <Icon>
    <circle cx="9" cy="9" r="5" />
    <path d="M13 13l3.500 3.500" />
  </Icon>
);
export const Close = () => (
  <Icon>
    <path d="M5.500 5.500l9 9M14.500 5.500l-9 9" />
  </Icon>
);
export const ChevronDown = () => (
  <Icon>
    <path d="M6 8.500l4 4 4-4" />
  </Icon>
);
export const ChevronLeft = () => (
  <Icon>
    <path d="M11.500 5.500L7 10l4.500 4.500" />
  </Icon>
);
export const ChevronRight = () => (
  <Icon>
    <path d="M8.500 5.500L13 10l-4.500 4.500" />
  </Icon>
);
export const Check = () => (
  <Icon>
    <path d="M4.500 10.500l3.600 3.600 7.400-8" />
  </Icon>
);
export const Plus = () => (
  <Icon>
    <path d="M10 4.500v11M4.500 10h11" />
  </Icon>
);
export const Pencil = () => (
  <Icon>
    <path d="M4.500 15.500l.8-3.200 7.600-7.600 2.400 2.400-7.600 7.600z" />
  </Icon>
);
export const Refresh = () => (
  <Icon>
    <path d="M15.500 8.500A6 6 0 1 0 16 11M15.800 4.500v4h-4" />
  </Icon>
);
export const Eye = () => (
  <Icon>
    <path d="M2.800 10S5.500 5.200 10 5.200 17.200 10 17.200 10 14.500 14.800 10 14.800 2.800 10 2.800 10z" />
    <circle cx="10" cy="10" r="2.200" />
  </Icon>
);
export const Copy = () => (
  <Icon>
    <rect x="7" y="7" width="9" height="9" rx="1.800" />
    <path d="M13 7V5.500A1.500 1.500 0 0 0 11.500 4h-6A1.500 1.500 0 0 0 4 5.500v6A1.500 1.500 0 0 0 5.500 13H7" />
  </Icon>
);
export const Pause = () => (
  <Icon>
    <path d="M7 5v10M13 5v10" />
  </Icon>
);
export const Play = () => (
  <Icon>
    <path d="M7 5l8 5-8 5z" />
  </Icon>
);
export const Cloud = () => (
  <Icon>
    <path d="M6 15h8a3.200 3.200 0 0 0 .5-6.400A4.800 4.800 0 0 0 5.300 9.700 2.700 2.700 0 0 0 6 15z" />
  </Icon>
);
export const Alert = () => (
  <Icon>
    <path d="M10 3.800l7 12.400H3z" />
    <path d="M10 8.500v3.500M10 14.200v.1" />
  </Icon>
);
export const Info = () => (
  <Icon>
    <circle cx="10" cy="10" r="6.800" />
    <path d="M10 9.200v4M10 6.600v.1" />
  </Icon>
);
export const Phone = () => (
  <Icon>
    <path d="M6.200 3.800l2 3.400-1.600 1.600c.9 2 2.600 3.700 4.600 4.600l1.600-1.600 3.400 2c0 1.600-1.200 2.600-2.600 2.400C8.600 15.400 4.600 11.400 3.800 6.400 3.600 5 4.600 3.800 6.200 3.800z" />
  </Icon>
);
export const Keyboard = () => (
  <Icon>
    <rect x="3" y="5.500" width="14" height="9" rx="1.800" />
    <path d="M6 8.500h.1M9 8.500h.1M12 8.500h.1M14.500 8.500h.1M6.500 11.700h7" />
  </Icon>
);
export const Camera = () => (
  <Icon>
    <rect x="3" y="6" width="9.500" height="8.500" rx="1.800" />
    <path d="M12.500 9.200l4.500-2.400v7l-4.500-2.400" />
  </Icon>
);
export const Flask = () => (
  <Icon>
    <path d="M8 3.500h4M8.800 3.500v4.700l-4.300 6.600c-.6.900 0 1.700 1 1.700h9c1 0 1.600-.8 1-1.700l-4.300-6.600V3.500M6.600 12.500h6.800" />
  </Icon>
);
export const Paper = () => (
  <Icon>
    <path d="M5.500 3.500h6l3 3v10h-9zM11.500 3.500v3h3M8 10h4.500M8 13h4.500" />
  </Icon>
);
export const Lock = () => (
  <Icon>
    <rect x="4.5" y="9" width="11" height="7.5" rx="1.500" />
    <path d="M7 9V6.800a3 3 0 0 1 6 0V9" />
  </Icon>
);
export const Erase = () => (
  <Icon>
    <path d="M7.500 5h8.500v10H7.500L3 10zM9.500 8l4 4M13.500 8l-4 4" />
  </Icon>
);
export const Minus = () => (
  <Icon>
    <path d="M4.500 10h11" />
  </Icon>
);
export const Printer = () => (
  <Icon>
    <path d="M6 7V3.500h8V7M6 14H4.500c-.600 0-1-.400-1-1V8c0-.600.400-1 1-1h11c.600 0 1 .400 1 1v5c0 .600-.400 1-1 1H14M6 12h8v4.500H6z" />
  </Icon>
);
export const Coins = () => (
  <Icon>
    <path d="M3.500 6.500h13v7h-13zM10 8.500a1.500 1.500 0 1 0 0 3 1.500 1.500 0 1 0 0-3M5.500 10h.100M14.400 10h.100" />
  </Icon>
);
export const Star = () => (
  <Icon>
    <path d="M10 3.500l2 4.200 4.600.600-3.400 3.200.900 4.600L10 13.900l-4.100 2.200.900-4.600L3.400 8.300 8 7.700z" />
  </Icon>
);
