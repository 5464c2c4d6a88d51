using Huimin.Platform.Ui;
using Huimin.Policies;

namespace Huimin.Platform.People;

/// <summary>How facts are written on pages.</summary>
public static class FactWords
{
    extension(Words words)
    {
        /// <summary>A value with its unit: 1,500.00元/月, 2026年11月1日, 是.</summary>
        public string FactValue(Fact fact, long raw)
        {
            ArgumentNullException.ThrowIfNull(fact);
            if (raw == Family.Unknown)
                return words["未知"];
            return (fact.Type, fact.Period) switch
            {
                (FactType.Money, MoneyPeriod.Month) => words["{0}/月", new Money(raw)],
                (FactType.Money, MoneyPeriod.Year) => words["{0}/年", new Money(raw)],
                (FactType.Money, _) => words.Amount(new Money(raw)),
                (FactType.Date, _) when raw < Fact.Never => words.Date(DateOnly.FromDayNumber((int)raw)),
                _ => fact.Format(raw, words.English),
            };
        }

        public string SourceName(FactCatalogue catalogue, short source)
        {
            ArgumentNullException.ThrowIfNull(catalogue);
            return catalogue.Sources.FirstOrDefault(s => s.Id == source) is { } known ? words.Pick(known.Name, known.NameEn) : words["来源不明"];
        }
    }
}
