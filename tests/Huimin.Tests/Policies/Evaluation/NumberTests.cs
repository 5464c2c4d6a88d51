using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Huimin.Policies;

namespace Huimin.Tests.Policies.Evaluation;

public sealed class NumberTests
{
    private static readonly Rounding Fen = new(1, RoundingDirection.Nearest);

    [Fact]
    public void Arithmetic_ThirdsAndTwelfths_StaysExact()
    {
        var third = Number.Of(1000) / Number.Of(3);

        Number.Same(third + third + third, Number.Of(1000)).ShouldBeTrue();
        Number.Same(Number.Of(5370) / Number.Of(12) * Number.Of(12), Number.Of(5370)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(-1, 2, -1)]
    [InlineData(5, 2, 3)]
    [InlineData(7, 3, 2)]
    [InlineData(-5, 2, -3)]
    [InlineData(-4, 3, -1)]
    public void Round_Half_GoesAwayFromZero(long top, long bottom, long expected) =>
        (Number.Of(top) / Number.Of(bottom)).Round(Fen).ShouldBe(expected);

    [Theory]
    [InlineData(11, 100, RoundingDirection.Up, 100)]
    [InlineData(100, 100, RoundingDirection.Up, 100)]
    [InlineData(199, 100, RoundingDirection.Down, 100)]
    [InlineData(-11, 100, RoundingDirection.Up, 0)]
    [InlineData(-11, 100, RoundingDirection.Down, -100)]
    [InlineData(150, 100, RoundingDirection.Nearest, 200)]
    [InlineData(14, 10, RoundingDirection.Nearest, 10)]
    internal void Round_ToUnit_GivesItsMultiple(long fen, long unit, RoundingDirection direction, long expected) =>
        Number.Of(fen).Round(new Rounding(unit, direction)).ShouldBe(expected);

    [Fact]
    public void Arithmetic_Unknown_StaysUnknown()
    {
        (Number.Unknown + Number.Of(1)).IsKnown.ShouldBeFalse();
        (Number.Of(1) * Number.Unknown).IsKnown.ShouldBeFalse();
        (Number.Unknown * Number.Zero).IsKnown.ShouldBeFalse();
        (Number.Of(1) / Number.Zero).IsKnown.ShouldBeFalse();
        Number.Max(Number.Of(1), Number.Unknown).IsKnown.ShouldBeFalse();
    }

    [Fact]
    public void Multiply_TooLarge_ThrowsClearly() =>
        Should.Throw<PolicyException>(() => Number.Of(long.MaxValue) * Number.Of(3)).Message.ShouldContain("too large");

    [Fact]
    public void Arithmetic_RandomFractions_EqualsBigIntegerFractions() => Prop.ForAll(
        ArbMap.Default.ArbFor<(int, int, int, int)>().Filter(n => n.Item2 != 0 && n.Item4 != 0),
        n =>
        {
            var (a, b, c, d) = n;
            var (x, y) = (Number.Of(a) / Number.Of(b), Number.Of(c) / Number.Of(d));
            Same(x + y, (BigInteger)a * d + (BigInteger)c * b, (BigInteger)b * d);
            Same(x - y, (BigInteger)a * d - (BigInteger)c * b, (BigInteger)b * d);
            Same(x * y, (BigInteger)a * c, (BigInteger)b * d);
            if (c != 0)
                Same(x / y, (BigInteger)a * d, (BigInteger)b * c);
            Number.Compare(x, y).ShouldBe(((BigInteger)a * d * Math.Sign((long)b * d)).CompareTo((BigInteger)c * b * Math.Sign((long)b * d)));
        }).QuickCheckThrowOnFailure();

    private static void Same(Number number, BigInteger top, BigInteger bottom)
    {
        if (bottom < 0)
            (top, bottom) = (-top, -bottom);
        var half = BigInteger.Abs(top) * 2 + bottom;
        var rounded = half / (bottom * 2) * top.Sign; // half away from zero
        number.Round(Fen).ShouldBe((long)rounded);
    }
}
