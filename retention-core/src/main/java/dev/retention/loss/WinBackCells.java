package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.loss.WinBack.Cell;
import dev.retention.loss.WinBack.Item;
import dev.retention.loss.WinBackTable.Who;
import dev.retention.rule.Counted;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cells of lost customers, and what is in them. */
record WinBackCells<K>(WinBackSettings settings, Counted<K, Cell> counted) {
    /** The groups of those who were called. */
    List<String> called() {
        List<String> all = settings.groups();
        return all.subList(0, all.size() - 1);
    }

    List<Cell> of(Who who) {
        List<String> others = List.of(WinBackSettings.NOT_CALLED);
        return switch (requireNonNull(who, "who")) {
            case LOST -> of(settings.groups(), List.of(Item.BACK, Item.AWAY));
            case CALLED -> of(called(), List.of(Item.CALLED));
            case NOT_CALLED -> of(others, List.of(Item.BACK, Item.AWAY));
            case CALLED_BACK -> of(called(), List.of(Item.BACK));
            case NOT_CALLED_BACK -> of(others, List.of(Item.BACK));
        };
    }

    List<Cell> of(List<String> groups, List<Item> items) {
        List<Cell> cells = new ArrayList<>();
        int width = counted.tally().cells().width();
        for (String group : groups) {
            for (Item item : items) {
                for (int days = 0; days < width; days++) {
                    cells.add(new Cell(group, item, days));
                }
            }
        }
        return cells;
    }

    /** How many customers an item has at each number of days, those of none left out. */
    Map<Integer, Long> numbers(List<String> groups, Item item) {
        Map<Integer, Long> numbers = new TreeMap<>();
        for (Cell cell : of(groups, List.of(item))) {
            long count = counted.count(cell);
            if (count > 0) {
                numbers.merge(cell.days(), count, Long::sum);
            }
        }
        return numbers;
    }

    BigDecimal money(List<Cell> cells) {
        long sum = 0;
        for (Cell cell : cells) {
            sum = Checks.sum(sum, counted.amount(cell), "money");
        }
        return counted.major(sum);
    }
}
