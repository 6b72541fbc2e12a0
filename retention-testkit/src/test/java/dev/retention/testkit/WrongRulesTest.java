package dev.retention.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventType;

/** What is wrong breaks laws, and what is shown of it is small. */
class WrongRulesTest {
    private static final Pattern SHRUNK = Pattern.compile("Shrunk Sample.*?\n-+\n(.*?)\n\\s*\n", Pattern.DOTALL);
    private static final Pattern EVENT = Pattern.compile("-?\\d+: \\d{4}-\\d\\d-\\d\\d ");

    /** What is told of each law that is broken: the message, and the shrunk sample. */
    private record Broken(String message, String sample) {
        int events() {
            return (int) EVENT.matcher(sample).results().count();
        }
    }

    private static EngineExecutionResults run(Class<?> contract, String tries) {
        return EngineTestKit.engine("jqwik")
                .selectors(selectClass(contract))
                .configurationParameter("jqwik.database", "")
                .configurationParameter("jqwik.tries.default", tries)
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .configurationParameter("jqwik.shrinking.bounded.seconds", "60")
                .execute();
    }

    /** The shrunk samples that are shown of a class of properties. */
    static Map<String, String> samples(Class<?> properties) {
        return samples(run(properties, "60"));
    }

    private static Map<String, String> samples(EngineExecutionResults results) {
        Map<String, String> samples = new TreeMap<>();
        results.allEvents()
                .filter(event -> event.getType() == EventType.REPORTING_ENTRY_PUBLISHED)
                .forEach(event -> {
                    Matcher sample = SHRUNK.matcher(String.valueOf(event.getRequiredPayload(Object.class)));
                    if (sample.find()) {
                        samples.put(event.getTestDescriptor().getDisplayName(), sample.group(1));
                    }
                });
        return samples;
    }

    private static Map<String, Broken> broken(Class<?> contract) {
        return broken(contract, FormulaContract.class.isAssignableFrom(contract) ? "500" : "60");
    }

    private static Map<String, Broken> broken(Class<?> contract, String tries) {
        EngineExecutionResults results = run(contract, tries);
        Map<String, String> samples = samples(results);
        Map<String, Broken> broken = new TreeMap<>();
        results.testEvents().failed().list().forEach(event -> {
            String law = event.getTestDescriptor().getDisplayName();
            String message = String.valueOf(event.getRequiredPayload(TestExecutionResult.class)
                    .getThrowable()
                    .orElseThrow());
            broken.put(law, new Broken(message, samples.getOrDefault(law, "")));
        });
        assertThat(results.testEvents().started().count()).isGreaterThanOrEqualTo(5);
        return broken;
    }

    @Test
    void aRuleThatRemembersTheCustomerBeforeIsFoundByAFewEvents() {
        Map<String, Broken> broken = broken(OwnRules.Remembers.class);
        assertThat(broken)
                .containsKeys(
                        "aCountIsTheSizeOfItsMembersAndExplained",
                        "partsAndThreadsAddUpToTheSameBits",
                        "liveTablesEqualAFreshCountAfterEveryChange");
        assertThat(broken.get("aCountIsTheSizeOfItsMembersAndExplained").message())
                .contains("broken law: ", "left: ", "right: ");
        for (String law :
                new String[] {"aCountIsTheSizeOfItsMembersAndExplained", "partsAndThreadsAddUpToTheSameBits"}) {
            Broken small = broken.get(law);
            assertThat(small.events()).as("events of %s", small.sample()).isBetween(1, 3);
            assertThat(small.sample()).as("days and amounts are small").contains(": 2023-01-01 order 0.00");
        }
    }

    @Test
    void aRuleMustTakeTheTimelineItIsGiven() {
        Map<String, Broken> broken = broken(OwnRules.AlwaysToday.class);
        assertThat(broken).containsKey("talliesOfTwoTimelinesDoNotAddUp");
        assertThat(broken.get("talliesOfTwoTimelinesDoNotAddUp").message())
                .contains("the rule says what its timeline is for");
    }

    @Test
    void aRuleMustTravel() {
        Map<String, Broken> broken = broken(OwnRules.Captures.class);
        assertThat(broken).containsOnlyKeys("theRuleAndItsTallyTravel");
        assertThat(broken.get("theRuleAndItsTallyTravel").message()).contains("must travel");
    }

    @Test
    void aMeasureThatSumsUpIsFoundByTwoEvents() {
        Map<String, Broken> broken = broken(OwnRules.SumsUp.class);
        assertThat(broken).containsKeys("neitherOrderNorThreadsNorOtherCustomersMatter", "aRestatementIsTheDifference");
        assertThat(broken.get("neitherOrderNorThreadsNorOtherCustomersMatter").events())
                .isBetween(1, 3);
    }

    /** Over the mean of start and end: 2 where all are lost. */
    static final class OverTheMean implements FormulaContract {
        @Override
        public OptionalDouble churn(CustomerFlow flow) {
            double mean = (flow.count(CustomerCount.START) + flow.count(CustomerCount.END)) / 2.0;
            return mean == 0 ? OptionalDouble.empty() : OptionalDouble.of(flow.count(CustomerCount.LOST) / mean);
        }
    }

    /** Over the larger of start and end, which of two groups together is less than their larger ones. */
    static final class OverTheLarger implements FormulaContract {
        @Override
        public OptionalDouble churn(CustomerFlow flow) {
            double larger = Math.max(flow.count(CustomerCount.START), flow.count(CustomerCount.END));
            return larger == 0 ? OptionalDouble.empty() : OptionalDouble.of(flow.count(CustomerCount.LOST) / larger);
        }
    }

    /** A constant more than there is. */
    static final class Smoothed implements FormulaContract {
        @Override
        public OptionalDouble churn(CustomerFlow flow) {
            return OptionalDouble.of((flow.count(CustomerCount.LOST) + 1) / (flow.count(CustomerCount.START) + 2.0));
        }
    }

    /** What hides churn, and is in range, falls with no loss, and is of sums. */
    abstract static class Hiding implements FormulaContract {
        abstract OptionalDouble of(long lost, long start);

        @Override
        public OptionalDouble churn(CustomerFlow flow) {
            long start = flow.count(CustomerCount.START);
            return start == 0 ? OptionalDouble.empty() : of(flow.count(CustomerCount.LOST), start);
        }
    }

    /** Divides whole numbers. */
    static final class Cut extends Hiding {
        @Override
        OptionalDouble of(long lost, long start) {
            return OptionalDouble.of(lost / start);
        }
    }

    /** Always 0. */
    static final class Nothing extends Hiding {
        @Override
        OptionalDouble of(long lost, long start) {
            return OptionalDouble.of(0);
        }
    }

    /** To whole per cents. */
    static final class Rounded extends Hiding {
        @Override
        OptionalDouble of(long lost, long start) {
            return OptionalDouble.of(Math.round(100.0 * lost / start) / 100.0);
        }
    }

    /** Never defined. */
    static final class Undefined extends Hiding {
        @Override
        OptionalDouble of(long lost, long start) {
            return OptionalDouble.empty();
        }
    }

    /** Everybody is kept. */
    static final class AllKept implements RetentionContract {
        @Override
        public OptionalDouble retention(CustomerFlow flow) {
            return flow.count(CustomerCount.START) == 0 ? OptionalDouble.empty() : OptionalDouble.of(1);
        }
    }

    /** Never defined. */
    static final class KeptUndefined implements RetentionContract {
        @Override
        public OptionalDouble retention(CustomerFlow flow) {
            return OptionalDouble.empty();
        }
    }

    /** Without an answer. */
    static final class KeptNull implements RetentionContract {
        @Override
        @SuppressWarnings("OptionalAssignedToNull")
        public OptionalDouble retention(CustomerFlow flow) {
            return null;
        }
    }

    @Test
    void aFormulaHidesNoChurn() {
        for (Class<?> wrong : List.of(Cut.class, Nothing.class, Rounded.class, AllKept.class)) {
            assertThat(broken(wrong)).as(wrong.getSimpleName()).containsKey("aLossIsChurn");
        }
        for (Class<?> wrong : List.of(Undefined.class, KeptUndefined.class)) {
            assertThat(broken(wrong)).as(wrong.getSimpleName()).containsOnlyKeys("theRateIsDefinedWhereAllIsCounted");
        }
    }

    @Test
    void whatATestLeavesOutIsNamed() {
        assertThat(broken(KeptNull.class).values())
                .isNotEmpty()
                .allSatisfy(law -> assertThat(law.message()).contains("retention(CustomerFlow) must not return null"));
        assertThat(broken(OwnRules.NoRule.class).values())
                .isNotEmpty()
                .allSatisfy(law -> assertThat(law.message()).contains("rule(Timeline) must not return null"));
        assertThat(broken(OwnRules.NoMeasure.class).values())
                .isNotEmpty()
                .allSatisfy(law -> assertThat(law.message()).contains("measure(Timeline) must not return null"));
        assertThat(broken(OwnRules.NoGroupings.class).values())
                .isNotEmpty()
                .allSatisfy(
                        law -> assertThat(law.message()).contains("groupings(Rule) must return at least one grouping"));
    }

    @Test
    void aDefinitionMustNotChange() {
        assertThat(broken(OwnRules.Numbered.class)).containsKey("theDefinitionDoesNotChange");
    }

    @Test
    void aFormulaSaysItsRange() {
        Map<String, Broken> broken = broken(OverTheMean.class);
        assertThat(broken).containsOnlyKeys("theRateIsWithinItsRange");
        assertThat(broken.get("theRateIsWithinItsRange").sample()).contains("LEAVES");
        assertThat(broken.get("theRateIsWithinItsRange").message())
                .as("the rate, and only the counts that are not 0")
                .contains("broken law: the rate is from 0.0 to 1.0, but was ", " for start ", "lost ")
                .doesNotContain("arrived 0", "new 0", "left: ");
    }

    @Test
    void aFormulaIsOfSums() {
        // One pair of groups in fifty breaks the law: of so many none is missed.
        assertThat(broken(OverTheLarger.class, "2000")).containsOnlyKeys("theRateOfTwoGroupsLiesBetweenTheirs");
    }

    @Test
    void aFormulaDoesNotDependOnTheSize() {
        assertThat(broken(Smoothed.class)).containsKeys("theSizeDoesNotMatter", "withoutLossesThereIsNoChurn");
    }
}
