package dev.retention.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.retention.SampleValues;
import dev.retention.sheet.Sheet.Column;
import dev.retention.sheet.Sheet.Kind;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever looks like a table is one: its sheet is made, printed and written, and names nobody unasked. */
class EveryTableTest {
    private static final SampleValues SAMPLES = SampleValues.all();

    private static final Pattern NAMES = Pattern.compile(".*(Table|Figures|Chart|Curve|Book|List|Fit|board)");

    private static final Set<String> ROWS = Set.of(
            "periods",
            "rows",
            "cells",
            "steps",
            "points",
            "lines",
            "bands",
            "entries",
            "coefficients",
            "orders",
            "people");

    /** What looks like a table and is none, and why. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "ContingencyTable", "its package is above sheets: a count is told by two numbers",
            "cohort.CohortTable$Row", "a row of a table",
            "movement.RevenueCohortTable$InPeriod", "a row of a table",
            "service.PeopleTable$InPeriod", "rows of a table",
            "loss.ScoreboardLine$Figures", "a record of the figures of one line",
            "model.LeastSquaresFit", "a model and one number",
            "rule.Explanation", "the cells of one customer, who is named",
            "rule.Live$Table", "it changes: its tally is a table",
            "survival.Recurrences", "what goes into a table");

    private static boolean looksLikeATable(Class<?> type) {
        return !type.isEnum()
                && !Exception.class.isAssignableFrom(type)
                && (NAMES.matcher(type.getSimpleName()).matches()
                        || Arrays.stream(type.getMethods()).anyMatch(EveryTableTest::givesRows));
    }

    private static boolean givesRows(Method method) {
        return ROWS.contains(method.getName())
                && method.getParameterCount() == 0
                && (Collection.class.isAssignableFrom(method.getReturnType())
                        || Map.class.isAssignableFrom(method.getReturnType()));
    }

    private static String name(Class<?> type) {
        return type.getName().substring("dev.retention.".length());
    }

    @Test
    void whateverLooksLikeATableIsTabular() {
        Set<String> without = new TreeSet<>();
        for (Class<?> type : SAMPLES.types()) {
            if (looksLikeATable(type) && !Tabular.class.isAssignableFrom(type)) {
                without.add(name(type));
            }
        }
        assertThat(without)
                .as("types that look like tables: make them Tabular, or say why they are none")
                .containsExactlyInAnyOrderElementsOf(EXCEPTIONS.keySet());
    }

    @TestFactory
    List<DynamicTest> everyTableIsWritten() {
        return SAMPLES.types().stream()
                .filter(type -> Tabular.class.isAssignableFrom(type) && !type.isInterface())
                .map(type -> DynamicTest.dynamicTest(
                        name(type), () -> check((Tabular) SAMPLES.of(type).orElseThrow())))
                .toList();
    }

    private static void check(Tabular table) {
        Sheet sheet = table.sheet();
        assertThat(sheet.title()).isNotBlank();
        assertThat(sheet.columns()).isNotEmpty().extracting(Column::kind).doesNotContain(Kind.CUSTOMER, Kind.CUSTOMERS);
        assertThat(sheet.rows()).allSatisfy(row -> assertThat(row).hasSameSizeAs(sheet.columns()));
        assertThat(table.toText()).endsWith("\n").startsWith(sheet.title());
        assertThat(table.toCsv().split("\r\n")).hasSizeGreaterThan(sheet.rows().size());
        assertThat(Json.of(table)).isEqualTo(table.toJson()).contains("\"schema\": \"retention-sheet/1\"");
        if (sheet.hasCustomers()) {
            assertThatCode(() -> named(sheet))
                    .as("customers of %s", sheet.title())
                    .doesNotThrowAnyException();
        }
    }

    private static void named(Sheet sheet) {
        Sheet named = sheet.withCustomers();
        assertThat(named.columns()).hasSizeGreaterThan(sheet.columns().size());
        assertThat(named.rows()).hasSameSizeAs(sheet.rows());
        named.toText();
        named.toCsv();
        named.toJson();
    }
}
