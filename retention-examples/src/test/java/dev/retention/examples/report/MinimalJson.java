package dev.retention.examples.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON strictly, for the tests: maps, lists, strings, BigDecimals, booleans and {@link #NULL}. */
public final class MinimalJson {

    public static final Object NULL = "JSON null".toCharArray();

    private final String text;
    private int at;

    private MinimalJson(String text) {
        this.text = text;
    }

    /** Reads a text. */
    public static Object parse(String text) {
        MinimalJson json = new MinimalJson(text);
        Object value = json.value();
        json.space();
        if (json.at != text.length()) {
            throw json.bad();
        }
        return value;
    }

    /** Walks down by names and positions. */
    public static Object at(Object json, Object... path) {
        Object here = json;
        for (Object step : path) {
            here = step instanceof Integer i ? ((List<?>) here).get(i) : ((Map<?, ?>) here).get(step);
            if (here == null) {
                throw new IllegalArgumentException("no " + step + " in the JSON");
            }
        }
        return here;
    }

    private Object value() {
        space();
        char c = text.charAt(at);
        if (c == '{') {
            return object();
        }
        if (c == '[') {
            return array();
        }
        if (c == '"') {
            return string();
        }
        for (Map.Entry<String, Object> word : Map.<String, Object>of("true", true, "false", false, "null", NULL)
                .entrySet()) {
            if (text.startsWith(word.getKey(), at)) {
                at += word.getKey().length();
                return word.getValue();
            }
        }
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(start, at);
        if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            throw bad();
        }
        return new BigDecimal(number);
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        space();
        while (text.charAt(at) != '}') {
            if (!members.isEmpty()) {
                expect(',');
                space();
            }
            String name = string();
            space();
            expect(':');
            if (members.put(name, value()) != null) {
                throw bad();
            }
            space();
        }
        at++;
        return members;
    }

    private List<Object> array() {
        List<Object> values = new ArrayList<>();
        at++;
        space();
        while (text.charAt(at) != ']') {
            if (!values.isEmpty()) {
                expect(',');
            }
            values.add(value());
            space();
        }
        at++;
        return values;
    }

    private String string() {
        expect('"');
        StringBuilder result = new StringBuilder();
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw bad();
            }
            if (c != '\\') {
                result.append(c);
                continue;
            }
            char escape = text.charAt(at++);
            switch (escape) {
                case 'n' -> result.append('\n');
                case 'r' -> result.append('\r');
                case 't' -> result.append('\t');
                case '"', '\\', '/' -> result.append(escape);
                case 'u' -> {
                    result.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                    at += 4;
                }
                default -> throw bad();
            }
        }
        at++;
        return result.toString();
    }

    private void expect(char c) {
        if (text.charAt(at) != c) {
            throw bad();
        }
        at++;
    }

    private void space() {
        while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException bad() {
        return new IllegalArgumentException("not JSON at " + at);
    }
}
