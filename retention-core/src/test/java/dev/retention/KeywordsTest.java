package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No exported name is a hard keyword of Kotlin (language 2.1), where it could be written between backticks only. */
class KeywordsTest {
    private static final Set<String> KEYWORDS = Set.of(
            "as",
            "break",
            "class",
            "continue",
            "do",
            "else",
            "false",
            "for",
            "fun",
            "if",
            "in",
            "interface",
            "is",
            "null",
            "object",
            "package",
            "return",
            "super",
            "this",
            "throw",
            "true",
            "try",
            "typealias",
            "typeof",
            "val",
            "var",
            "when",
            "while");

    @Test
    void noExportedNameIsAKeywordOfKotlin() {
        List<String> names = new ArrayList<>();
        Sources.exportedTypes().forEach(type -> collect(type, names));
        assertThat(names).hasSizeGreaterThan(2_000);
        assertThat(names.stream()
                        .filter(name -> Arrays.stream(name.split("[.#$]")).anyMatch(KEYWORDS::contains)))
                .isEmpty();
    }

    /** The names of a type with its packages, and of all in it that others may use. */
    private static void collect(Class<?> type, List<String> names) {
        names.add(type.getName());
        Stream.<Member>concat(
                        Arrays.<Method>stream(type.getDeclaredMethods()),
                        Arrays.<Field>stream(type.getDeclaredFields()))
                .filter(member -> isOpen(member.getModifiers()) && !member.isSynthetic())
                .forEach(member -> names.add(type.getName() + "#" + member.getName()));
        Arrays.stream(type.getDeclaredClasses())
                .filter(nested -> isOpen(nested.getModifiers()))
                .forEach(nested -> collect(nested, names));
    }

    private static boolean isOpen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }
}
