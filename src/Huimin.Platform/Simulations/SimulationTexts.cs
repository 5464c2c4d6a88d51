using Huimin.Policies;

namespace Huimin.Platform.Simulations;

/// <summary>What simulations say on pages and in commands.</summary>
public static class SimulationTexts
{
    extension(HouseholdType type)
    {
        /// <summary>In the current language.</summary>
        public string Describe() => type switch
        {
            HouseholdType.ElderAlone => Texts.Of($"独居老人户"),
            HouseholdType.Elders => Texts.Of($"老年人户"),
            HouseholdType.WithMinor => Texts.Of($"有未成年子女户"),
            HouseholdType.WithSevereDisability => Texts.Of($"有重度残疾人户"),
            HouseholdType.Single => Texts.Of($"单人户"),
            _ => Texts.Of($"其他户"),
        };
    }

    extension(AlarmKind kind)
    {
        /// <summary>The alarm in a word, whatever the county.</summary>
        public string Describe() => kind switch
        {
            AlarmKind.RecipientsEmptied => Texts.Of($"对象清空"),
            AlarmKind.RecipientsDoubled => Texts.Of($"对象翻番"),
            AlarmKind.SpendingEmptied => Texts.Of($"支出清零"),
            _ => Texts.Of($"支出翻番"),
        };
    }

    extension(Alarm alarm)
    {
        /// <summary>From how many to how many.</summary>
        public string Describe() => alarm.Kind is AlarmKind.SpendingDoubled or AlarmKind.SpendingEmptied
            ? Texts.Of($"{new Money(alarm.Before).ToDisplay()}元 → {new Money(alarm.After).ToDisplay()}元")
            : Texts.Of($"{alarm.Before}人 → {alarm.After}人");
    }
}
