package dev.retention.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.examples.report.text.JsonWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

    @Test
    void writesNestedValuesInOrder() {
        String json = new JsonWriter()
                .beginObject()
                .name("b")
                .value(1)
                .name("a")
                .beginArray()
                .beginFlatObject()
                .name("x")
                .beginArray()
                .value(true)
                .nullValue()
                .endArray()
                .name("y")
                .value(new BigDecimal("1E+3"))
                .endObject()
                .value("z")
                .endArray()
                .name("none")
                .beginArray()
                .endArray()
                .endObject()
                .toString();
        assertThat(json).isEqualTo("""
                        {
                          "b": 1,
                          "a": [
                            {"x": [true, null], "y": "1000"},
                            "z"
                          ],
                          "none": []
                        }
                        """);
        assertThat(MinimalJson.parse(json))
                .isEqualTo(Map.of(
                        "b",
                        BigDecimal.ONE,
                        "a",
                        List.of(Map.of("x", List.of(true, MinimalJson.NULL), "y", "1000"), "z"),
                        "none",
                        List.of()));
    }

    @Test
    void escapesWhatJsonAndScriptsCannotHold() {
        String nasty = "\"\\\n\r\t\u0000\u007f</script><!--&\u2028\u2029é😀\ud800";
        String json = new JsonWriter().beginArray().value(nasty).endArray().toString();
        assertThat(json).doesNotContain("<", ">", "&", "\u2028", "\u2029", "\u0000", "\ud800\"");
        assertThat(MinimalJson.parse(json)).isEqualTo(List.of(nasty));
    }

    @Test
    void refusesNumbersThatJsonHasNot() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> new JsonWriter().value(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
