// Mantine made dense: 13 px text, small controls, no animation that delays work.
import {
  ActionIcon,
  Button,
  Checkbox,
  createTheme,
  Menu,
  Modal,
  NativeSelect,
  Popover,
  Progress,
  Select,
  TextInput,
  Tooltip,
} from '@mantine/core';

/** In a low window a layer goes up as far as it must, over what it belongs to. */
export const insideWindow = { flip: true, shift: { crossAxis: true } } as const;

const instantly = { transitionProps: { duration: 0 } } as const;

export const theme = createTheme({
  primaryColor: 'blue',
  // White on shade 7 is 4.2:1.
  primaryShade: 8,
  autoContrast: true,
  defaultRadius: 4,
  fontFamily: "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans CJK SC', 'PingFang SC', sans-serif",
  fontFamilyMonospace: 'var(--gh-font-mono)',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '18px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '16px' }, h2: { fontSize: '14px' }, h3: { fontSize: '13px' } },
  },
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 24, variant: 'subtle', color: 'gray' } }),
    Button: Button.extend({ defaultProps: { size: 'compact-sm' } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs' } }),
    Menu: Menu.extend({
      // Its placeholder for the first focus is no menu item, which a menu must not hold.
      defaultProps: {
        ...instantly,
        shadow: 'md',
        radius: 4,
        withInitialFocusPlaceholder: false,
        middlewares: insideWindow,
      },
    }),
    Modal: Modal.extend({
      // The window itself never scrolls; to lock it would style all of it anew when a dialog opens and when it closes.
      defaultProps: { ...instantly, centered: true, radius: 6, padding: 'lg', lockScroll: false },
    }),
    NativeSelect: NativeSelect.extend({ defaultProps: { size: 'xs' } }),
    Popover: Popover.extend({ defaultProps: { ...instantly, shadow: 'md' } }),
    // A bar that glides lays out its page in every frame for as long as anything is under way.
    Progress: Progress.extend({ defaultProps: { transitionDuration: 0 } }),
    Select: Select.extend({ defaultProps: { size: 'xs' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    Tooltip: Tooltip.extend({ defaultProps: { ...instantly, openDelay: 400, multiline: true, maw: 360 } }),
  },
});
