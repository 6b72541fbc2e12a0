package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class WideSumTest {
    @Property(tries = 500)
    void isTheSumOfTheProducts(@ForAll List<Long> factors) {
        WideSum sum = new WideSum();
        BigInteger exact = BigInteger.ZERO;
        for (int i = 1; i < factors.size(); i++) {
            sum.add(factors.get(i - 1), factors.get(i));
            exact = exact.add(BigInteger.valueOf(factors.get(i - 1)).multiply(BigInteger.valueOf(factors.get(i))));
            assertThat(sum.exact()).isEqualTo(exact);
        }
    }

    @Example
    void carriesBeyondTwoLongs() {
        WideSum sum = new WideSum();
        BigInteger square = BigInteger.valueOf(Long.MIN_VALUE).pow(2);
        for (int i = 1; i <= 9; i++) {
            sum.add(Long.MIN_VALUE, Long.MIN_VALUE);
            assertThat(sum.exact()).isEqualTo(square.multiply(BigInteger.valueOf(i)));
        }
        for (int i = 0; i < 20; i++) {
            sum.add(Long.MIN_VALUE, Long.MAX_VALUE);
        }
        sum.add(-1, 1);
        assertThat(sum.exact())
                .isEqualTo(square.multiply(BigInteger.valueOf(9))
                        .add(BigInteger.valueOf(Long.MIN_VALUE)
                                .multiply(BigInteger.valueOf(Long.MAX_VALUE))
                                .multiply(BigInteger.valueOf(20)))
                        .subtract(BigInteger.ONE));
    }
}
