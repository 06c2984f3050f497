// The machines as pictures of their screens.
import { useTranslation } from 'react-i18next';
import { TileGrid } from '../../ui/tile-grid.tsx';
import { MachineTile } from './machine-tile.tsx';
import { keyOf, type MachinesListProps, nameOf, useIsStale, useOpen } from './machines-list.tsx';

/** px */
const TILE = { width: 208, height: 200 };

export function MachinesTiles({ found, selection, onMenu, empty }: Omit<MachinesListProps, 'view'>) {
  const { t } = useTranslation('domains');
  return (
    <TileGrid
      label={t('title')}
      rows={found.rows}
      search={found.text}
      grouping={found.grouping}
      keyOf={keyOf}
      textOf={nameOf}
      tile={(domain) => <MachineTile domain={domain} />}
      tileWidth={TILE.width}
      tileHeight={TILE.height}
      selected={selection.selected}
      onSelect={selection.setSelected}
      onOpen={useOpen()}
      isStale={useIsStale()}
      onContext={(_, at) => onMenu(at)}
      empty={empty}
    />
  );
}
