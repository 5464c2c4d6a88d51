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
    public void Arithmetic_ResultThatDoesNotFit_IsTooLarge()
    {
        var large = Number.Of(long.MaxValue) * Number.Of(3);

        large.IsTooLarge.ShouldBeTrue();
        large.IsKnown.ShouldBeFalse();
        Number.Unknown.IsTooLarge.ShouldBeFalse();
        (-Number.Of(long.MinValue)).IsTooLarge.ShouldBeTrue();
        (Number.Of(long.MaxValue) + Number.Of(1)).IsTooLarge.ShouldBeTrue();
        (Number.Of(1) / Number.Of(long.MaxValue) + Number.Of(1) / Number.Of(long.MaxValue - 1)).IsTooLarge.ShouldBeTrue();
        foreach (var after in new[] { large + Number.Of(1), -large, large - large, large * Number.Zero, Number.Of(1) / large, large / Number.Zero, Number.Max(large, Number.Of(1)), Number.Min(Number.Unknown, large), large + large })
            after.IsTooLarge.ShouldBeTrue();
    }

    [Theory]
    [InlineData(7, 2, 1, 3)]
    [InlineData(-7, 2, 1, -4)]
    [InlineData(2, 3, 1_000_000, 666_666)]
    [InlineData(5, 1, 1, 5)]
    [InlineData(long.MaxValue, 1, 10, long.MaxValue)]
    public void Floor_OfFractions_GoesDown(long top, long bottom, long scale, long expected) =>
        (Number.Of(top) / Number.Of(bottom)).Floor(scale).ShouldBe(expected);

    [Fact]
    public void Round_UpBeyondWhatFits_GivesNothing() =>
        Number.Of(long.MaxValue).Round(new Rounding(100, RoundingDirection.Up)).ShouldBeNull();

    [Fact]
    public void Arithmetic_AnyOfTheLargest_IsExactOrTooLarge() => Prop.ForAll(
        ArbMap.Default.ArbFor<(long, long, long, long)>().Filter(n => n.Item2 != 0 && n.Item4 != 0),
        n =>
        {
            var (a, b, c, d) = n;
            var (x, y) = (Number.Of(a) / Number.Of(b), Number.Of(c) / Number.Of(d));
            Exact(x + y, (BigInteger)a * d + (BigInteger)c * b, (BigInteger)b * d);
            Exact(x - y, (BigInteger)a * d - (BigInteger)c * b, (BigInteger)b * d);
            Exact(x * y, (BigInteger)a * c, (BigInteger)b * d);
        }).QuickCheckThrowOnFailure();

    private static void Exact(Number number, BigInteger top, BigInteger bottom)
    {
        if (number.IsTooLarge)
            return;
        var (own, under) = number.Fraction;
        (top * under).ShouldBe(own * bottom);
    }

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
