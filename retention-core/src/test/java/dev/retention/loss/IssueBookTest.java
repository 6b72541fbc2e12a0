package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.Proportion;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Issues from review to review, by hand. */
class IssueBookTest {
    private static final LocalDate JANUARY = LocalDate.of(2026, 1, 12);
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 20);
    private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);

    private static CustomerLoss<Long> lost(long customer, String value, String reason, LocalDate day) {
        return CustomerLoss.of(customer, new BigDecimal(value), reason, day);
    }

    private static Issue<Long> parcels() {
        return Issue.<Long>opened("I-4", "Parcels come late", IssueSource.FRONT_LINE, JANUARY)
                .about("late delivery", "lost parcel")
                .ownedBy("Ann")
                .dueOn(MARCH)
                .behind(List.of(
                        lost(7, "120.00", "late delivery", LocalDate.of(2026, 2, 3)),
                        lost(3, "80", "late delivery", LocalDate.of(2026, 1, 30))));
    }

    private static Issue<Long> prices() {
        return Issue.<Long>opened("prices", "Prices went up", IssueSource.SURVEY, LocalDate.of(2026, 2, 1))
                .about("price")
                .behind(List.of(lost(9, "900", "price", LocalDate.of(2026, 1, 5))));
    }

    @Test
    void anIssueAgesUntilItIsFixed() {
        Issue<Long> issue = parcels();
        assertThat(issue.age(JANUARY)).hasValue(0);
        assertThat(issue.age(APRIL)).hasValue(79);
        assertThat(issue.age(JANUARY.minusDays(1))).isEmpty();
        assertThat(issue.isOverdueOn(MARCH)).isFalse();
        assertThat(issue.isOverdueOn(MARCH.plusDays(1))).isTrue();
        Issue<Long> fixed = issue.inProgress().fixedOn(APRIL);
        assertThat(fixed.status()).isEqualTo(IssueStatus.FIXED);
        assertThat(fixed.age(APRIL.minusDays(1))).hasValue(78);
        assertThat(fixed.age(APRIL)).isEmpty();
        assertThat(fixed.isCarriedOn(APRIL)).isTrue();
        Issue<Long> closed = fixed.closedOn(APRIL.plusDays(30));
        assertThat(closed.fixed()).contains(APRIL);
        assertThat(closed.isCarriedOn(APRIL.plusDays(29))).isTrue();
        assertThat(closed.isCarriedOn(APRIL.plusDays(30))).isFalse();
        assertThat(closed.reopened().status()).isEqualTo(IssueStatus.OPEN);
        assertThat(closed.reopened()).isEqualTo(issue).hasSameHashCodeAs(issue);
        assertThat(issue.value()).isEqualByComparingTo("200");
        assertThat(issue.firstLoss()).contains(LocalDate.of(2026, 1, 30));
        assertThat(issue).hasToString("I-4 Parcels come late (OPEN, opened on 2026-01-12, Ann): 2 customers, 200.00");
    }

    @Test
    void whatTheFrontLineKnewBeforeTheSurvey() {
        Issue<Long> issue = parcels().heardBy(IssueSource.SURVEY, LocalDate.of(2026, 3, 2));
        assertThat(issue.daysKnown(IssueSource.FRONT_LINE, IssueSource.SURVEY)).hasValue(49);
        assertThat(issue.daysKnown(IssueSource.SURVEY, IssueSource.FRONT_LINE)).hasValue(-49);
        assertThat(issue.daysKnown(IssueSource.CALL, IssueSource.SURVEY)).isEmpty();
        assertThat(issue.daysKnownBeforeLoss(IssueSource.FRONT_LINE)).hasValue(18);
        assertThat(issue.daysKnownBeforeLoss(IssueSource.SURVEY)).hasValue(-31);
        // An earlier day counts, a later one does not.
        Issue<Long> earlier =
                issue.heardBy(IssueSource.FRONT_LINE, LocalDate.of(2026, 1, 2)).heardBy(IssueSource.FRONT_LINE, APRIL);
        assertThat(earlier.heard()).containsEntry(IssueSource.FRONT_LINE, LocalDate.of(2026, 1, 2));
        IssueBook<Long> book = IssueBook.of(List.of(
                earlier,
                prices(),
                Issue.<Long>opened("I-5", "Calls are not returned", IssueSource.COMPLAINT, JANUARY)
                        .heardBy(IssueSource.SURVEY, JANUARY.plusDays(10))));
        Set<IssueSource> unasked = EnumSet.of(IssueSource.FRONT_LINE, IssueSource.COMPLAINT);
        IssueBook.Known<Long> known =
                book.knownBefore(unasked, IssueSource.SURVEY).orElseThrow();
        assertThat(known.share()).isEqualTo(Proportion.of(2, 3));
        assertThat(known.issues()).extracting(Issue::id).containsExactly("I-4", "I-5");
        assertThat(known.medianDays()).hasValue((59 + 10) / 2.0);
        assertThat(book.knownBefore(unasked, IssueSource.CALL)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> book.knownBefore(EnumSet.of(IssueSource.SURVEY), IssueSource.SURVEY));
    }

    @Test
    void aBookTellsWhatIsOpenOverdueAndDone() {
        Issue<Long> closed = Issue.<Long>opened("I-1", "No answer at night", IssueSource.CALL, JANUARY.minusDays(60))
                .closedOn(JANUARY.plusDays(5));
        Issue<Long> fixed = prices().fixedOn(MARCH);
        IssueBook<Long> book = IssueBook.of(List.of(fixed, parcels(), closed));
        assertThat(book.issues()).containsExactly(closed, parcels(), fixed);
        assertThat(book.openOn(JANUARY)).containsExactly(closed, parcels());
        assertThat(book.openOn(APRIL)).containsExactly(parcels());
        assertThat(book.overdueOn(APRIL)).containsExactly(parcels());
        assertThat(book.openedSince(JANUARY)).containsExactly(parcels(), fixed);
        assertThat(book.fixedSince(MARCH)).containsExactly(fixed);
        assertThat(book.endedSince(JANUARY.plusDays(5))).containsExactly(closed);
        assertThat(book.endedSince(JANUARY.plusDays(6))).isEmpty();
        assertThat(book.carriedOver(APRIL).issues()).containsExactly(parcels(), fixed);
        assertThat(book.byValue()).containsExactly(fixed, parcels(), closed);
        assertThat(book.find("I-4")).contains(parcels());
        assertThat(book.with(parcels().noted("on Friday"))
                        .find("I-4")
                        .orElseThrow()
                        .notes())
                .isEqualTo("on Friday");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IssueBook.of(List.of(parcels(), parcels())))
                .withMessageContaining("I-4 twice");
    }

    @Test
    void lossesOfAReviewJoinTheirIssuesOrMakeNewOnes() {
        IssueBook<Long> book = IssueBook.of(List.of(
                parcels().fixedOn(MARCH),
                prices().closedOn(MARCH),
                Issue.<Long>opened("I-9", "Few colours", IssueSource.CALL, MARCH)
                        .about("colours")));
        List<CustomerLoss<Long>> lost = List.of(
                lost(3, "95.00", "late delivery", APRIL),
                lost(20, "10", "lost parcel", JANUARY),
                lost(21, "30", "price", APRIL),
                lost(22, "40", "price", APRIL),
                lost(23, "5", "colours", APRIL),
                lost(24, "1", "moved away", APRIL),
                new CustomerLoss<>(25L, Optional.empty(), Optional.empty(), Optional.of(APRIL)));
        IssueUpdate<Long> update = book.merged(lost, IssueSource.REVIEW, APRIL, 2);
        // The closed issue does not count any more; the new one comes after I-9.
        assertThat(update.proposed()).extracting(Issue::id).containsExactly("I-10");
        Issue<Long> price = update.proposed().get(0);
        assertThat(price.title()).isEqualTo("price");
        assertThat(price.opened()).isEqualTo(APRIL);
        assertThat(price.customers()).containsOnlyKeys(21L, 22L);
        assertThat(update.grown()).extracting(Issue::id).containsExactly("I-4", "I-9");
        assertThat(update.recurring()).extracting(Issue::id).containsExactly("I-4");
        Issue<Long> late = update.book().find("I-4").orElseThrow();
        // Customer 3 left twice, and is there once with the larger value.
        assertThat(late.customers())
                .containsExactly(
                        Map.entry(3L, Optional.of(new BigDecimal("95.00"))),
                        Map.entry(7L, Optional.of(new BigDecimal("120.00"))),
                        Map.entry(20L, Optional.of(BigDecimal.TEN)));
        assertThat(late.heard()).containsEntry(IssueSource.REVIEW, APRIL);
        assertThat(update.tooFew()).containsExactly(Map.entry("moved away", 1L));
        assertThat(update.unexplained()).containsExactly(25L);
        assertThat(update.book().issues()).hasSize(4);
        // The same losses again change nothing.
        IssueUpdate<Long> again = update.book().merged(lost, IssueSource.REVIEW, APRIL, 2);
        assertThat(again.book()).isEqualTo(update.book());
        assertThat(again.proposed()).isEmpty();
    }

    @Test
    void whatContradictsItselfIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parcels().closedOn(JANUARY.minusDays(1)))
                .withMessage("closed (2026-01-11) of issue (I-4) must not be before opened (2026-01-12)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parcels().fixedOn(MARCH).closedOn(MARCH.minusDays(1)))
                .withMessageContaining("must not be before fixed (2026-03-20)");
        assertThatIllegalStateException()
                .isThrownBy(() -> parcels().closedOn(MARCH).inProgress())
                .withMessage("issue (I-4) is CLOSED; reopen it first");
        assertThatIllegalStateException()
                .isThrownBy(() -> parcels().fixedOn(MARCH).inProgress());
        assertThatIllegalStateException()
                .isThrownBy(() -> parcels().droppedOn(MARCH).droppedOn(MARCH));
        assertThatIllegalArgumentException().isThrownBy(() -> parcels().dueOn(JANUARY.minusDays(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> parcels().ownedBy(""));
        assertThatIllegalArgumentException().isThrownBy(() -> parcels().about(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Issue.opened("", "x", IssueSource.CALL, MARCH))
                .withMessage("id must not be an empty text");
        assertThatIllegalArgumentException().isThrownBy(() -> Issue.opened("1", "", IssueSource.CALL, MARCH));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IssueBook.<Long>empty().merged(List.of(), IssueSource.REVIEW, APRIL, 0));
    }

    @Test
    void anIssueGrowsByCustomersOrValueAlone() {
        CustomerLoss<Long> first = CustomerLoss.of(17L, new BigDecimal("10.0"), "late delivery", MARCH);
        IssueBook<Long> book = IssueBook.of(List.of(parcels().behind(List.of(first))));
        CustomerLoss<Long> same = CustomerLoss.of(17L, new BigDecimal("10.00"), "late delivery", MARCH);
        assertThat(book.merged(List.of(first, same), IssueSource.REVIEW, APRIL, 1)
                        .grown())
                .isEmpty();
        CustomerLoss<Long> more = CustomerLoss.of(17L, new BigDecimal("10.01"), "late delivery", MARCH);
        assertThat(book.merged(List.of(more), IssueSource.REVIEW, APRIL, 1).grown())
                .hasSize(1);
        CustomerLoss<Long> other = CustomerLoss.of(18L, BigDecimal.ONE, "late delivery", MARCH);
        assertThat(book.merged(List.of(other), IssueSource.REVIEW, APRIL, 1).grown())
                .hasSize(1);
        assertThat(IssueBook.<Long>empty()).hasToString("no issues");
    }
}
